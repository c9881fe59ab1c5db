using System.Text;

namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>
/// Words from what a recogniser says of each step along a line: the likeliest letter of each step, repeats and blanks left out (Graves et al., "Connectionist temporal
/// classification", 2006).
/// </summary>
internal sealed class CtcDecoder
{
    // Classes of the network: 0 is "no letter here", then the alphabet.
    private readonly string[] _letters;

    // Of these the likeliest is taken.
    private readonly int[] _allowed;

    /// <summary>For an alphabet.</summary>
    /// <param name="alphabet">Its letters in the network's order; the space parts words.</param>
    /// <param name="isAllowed">Which of them may be read beside the space.</param>
    public CtcDecoder(IEnumerable<string> alphabet, Func<string, bool> isAllowed)
    {
        _letters = ["", .. alphabet];
        _allowed = [.. Enumerable.Range(0, _letters.Length).Where(i => i == 0 || _letters[i] == " " || isAllowed(_letters[i]))];
    }

    /// <summary>Classes that the network must have.</summary>
    public int Classes => _letters.Length;

    /// <summary>The words.</summary>
    /// <param name="probabilities">Of each class, step by step.</param>
    /// <param name="line">Steps that lie on the line; those behind are padding. A fraction counts.</param>
    public LineReading Decode(ReadOnlySpan<float> probabilities, double line)
    {
        var words = new List<LineReading.Word>();
        var (text, sure) = (new StringBuilder(), 0.0);
        var (first, last, before) = (0, 0, 0);
        for (var step = 0; step * Classes < probabilities.Length; step++)
        {
            var row = probabilities.Slice(step * Classes, Classes);
            var best = 0;
            foreach (var letter in _allowed)
            {
                best = row[letter] > row[best] ? letter : best;
            }

            if (_letters[best] == " ")
            {
                Close();
            }
            else if (best != 0)
            {
                if (best != before)
                {
                    first = text.Length == 0 ? step : first;
                    text.Append(_letters[best]);
                    sure += row[best];
                }

                last = step;
            }

            before = best;
        }

        Close();
        return new LineReading(words);

        void Close()
        {
            if (text.Length > 0)
            {
                // A letter is noted where it is clearest, in its middle.
                var half = (last - first) / (2.0 * Math.Max(1, text.Length - 1));
                words.Add(
                    new LineReading.Word(
                        text.ToString(),
                        Math.Clamp((first + 0.5 - half) / line, 0, 1),
                        Math.Clamp((last + 0.5 + half) / line, 0, 1),
                        100 * sure / text.Length
                    )
                );
                text.Clear();
                sure = 0;
            }
        }
    }
}
