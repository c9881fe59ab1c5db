// The server. All addresses are relative to the page, so that any path prefix works.
export const at = (path) => new URL(path, document.baseURI.split("#")[0]).href;

export class ApiError extends Error {
  constructor(status, body) {
    super(body?.error ?? `HTTP ${status}`);
    this.status = status;
    this.code = body?.code;
    this.jobKey = body?.jobKey;
  }
}

let askForKey = async () => false;

// Called once a request was refused for want of a key; answers whether the person has signed in since.
export const onKeyNeeded = (ask) => (askForKey = ask);

export async function ask(method, path, body, { retried = false } = {}) {
  const response = await fetch(at(path), {
    method,
    headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json().catch(() => null);
  if (response.status === 401 && !retried && path !== "session" && (await askForKey())) {
    return ask(method, path, body, { retried: true });
  }
  if (!response.ok) {
    throw new ApiError(response.status, answer);
  }
  return answer;
}

export const get = (path) => ask("GET", path);
export const post = (path, body) => ask("POST", path, body);
export const remove = (path) => ask("DELETE", path);

export async function text(path, accept) {
  const response = await fetch(at(path), { headers: { accept } });
  if (!response.ok) {
    throw new ApiError(response.status, null);
  }
  return response.text();
}

export const key = (jobKey) => `jobs/${encodeURIComponent(jobKey)}`;

// fetch cannot tell how much of a body was sent; the older interface can.
export function upload(file, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", at(`jobs?name=${encodeURIComponent(file.name)}`));
    request.responseType = "json";
    request.setRequestHeader("accept", "application/json");
    request.upload.onprogress = (e) => e.lengthComputable && onProgress(e.loaded / e.total);
    request.onload = () =>
      request.status < 300 ? resolve(request.response) : reject(new ApiError(request.status, request.response));
    request.onerror = () => reject(new ApiError(0, null));
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

export async function uploadSignedIn(file, onProgress, signal) {
  try {
    return await upload(file, onProgress, signal);
  } catch (e) {
    if (e.status === 401 && (await askForKey())) {
      return upload(file, onProgress, signal);
    }
    throw e;
  }
}
