// node run_model.js MODEL N WIDTH < floats > floats: runs the model in ONNX Runtime, the engine that the product uses.
// Debian has no ONNX Runtime for Python; npm has one for Node. Paths of packages: NODE_PATH.
const { InferenceSession, Tensor } = require('onnxruntime-node');
const [model, n, width] = process.argv.slice(2);

async function main() {
  const bytes = require('fs').readFileSync(0);
  const data = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1 });
  const { scores } = await session.run({ lines: new Tensor('float32', data, [+n, 1, 32, +width]) });
  process.stdout.write(Buffer.from(scores.data.buffer, scores.data.byteOffset, scores.data.byteLength));
}

main();
