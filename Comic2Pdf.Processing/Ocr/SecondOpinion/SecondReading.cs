using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>Asks a second reader for the lines of a block that the first one is unsure of, and takes its words in place of unsure ones where it is sure itself.</summary>
/// <param name="page">The page as shown.</param>
/// <param name="reader">The second reader.</param>
/// <param name="isWord">Whether the language of the page knows a word in lower case; null when the language is not clear.</param>
/// <param name="losesAccents">Whether words of that language may be told to lack accents.</param>
internal sealed class SecondReading(RgbImage page, ILineReader reader, Func<string, bool>? isWord, bool losesAccents)
{
    // Lines with a word below this are asked for, and lines without any.
    private const double Unsure = 75;

    // The second reader's line must be so sure, and say so much.
    private const double MinConfidence = 90;
    private const int MinLetters = 2;

    // Of a line's thickness: on less there is no room for so many letters.
    private const double MinAspect = 1.4;

    // Of a line's thickness: what is kept of the gap to a sure word beside, and the least that is looked at.
    private const double Gap = 0.2;
    private const double MinPart = 0.5;

    private readonly WordMerge _merge = new(isWord);

    /// <summary>The block with what the second reader knows better.</summary>
    public TextBlock Improve(RegionBlock block, TextBlock text) =>
        block.Lines.Aggregate(text, (improved, line) => Improve(block.Frame, line, improved));

    private TextBlock Improve(Frame frame, TextRegion line, TextBlock text)
    {
        var place = frame.BoxOf(line);
        var first = WithoutSpecks(text.Lines.SelectMany(l => l.Words).Where(w => IsIn(place, frame, w)).ToList(), frame);
        var lettered = first.Where(w => Letters(w.Text) > 0).ToList();
        if (line.Length < MinAspect * line.Thickness || (lettered.Count > 0 && lettered.TrueForAll(w => w.Confidence >= Unsure)))
        {
            return text;
        }

        var (unsure, start, end) = UnsurePart(first, place, frame);
        var part = place with { X = start, Width = end - start };
        var reading = reader.Read(page, line.Part((start - place.X) / place.Width, (end - place.X) / place.Width));
        if (reading.Confidence < MinConfidence || reading.Words.Sum(w => Letters(w.Text)) < MinLetters)
        {
            return text;
        }

        var merged = _merge.Merge(frame, unsure, [.. reading.Words.Select(w => Place(w, part, frame))]);
        return first.Count == 0 ? Insert(merged, place, frame, text) : Replace(unsure, merged, frame, text);
    }

    // Sure words at a line's ends need not be read again: the network's time grows with the length of what it sees.
    private static (IReadOnlyList<TextWord> Words, double Start, double End) UnsurePart(List<TextWord> words, Box place, Frame frame)
    {
        var first = words.FindIndex(w => w.Confidence < WordMerge.Sure);
        var last = words.FindLastIndex(w => w.Confidence < WordMerge.Sure);
        if (first < 0)
        {
            return (words, place.X, place.Right);
        }

        var gap = Gap * place.Height;
        var start = first == 0 ? place.X : Math.Min(Right(words[first - 1]) + gap, (Right(words[first - 1]) + Left(words[first])) / 2);
        var end =
            last == words.Count - 1 ? place.Right : Math.Max(Left(words[last + 1]) - gap, (Left(words[last + 1]) + Right(words[last])) / 2);
        return end - start >= MinPart * place.Height
            ? (words[first..(last + 1)], Math.Max(start, place.X), Math.Min(end, place.Right))
            : (words, place.X, place.Right);

        double Left(TextWord word) => WordMerge.Middle(frame, word).X - (word.Box.Width / 2);
        double Right(TextWord word) => WordMerge.Middle(frame, word).X + (word.Box.Width / 2);
    }

    // Art under a line, or its balloon's edge, is read as a word below sure ones: it is none of the line's, and says nothing about it.
    private static List<TextWord> WithoutSpecks(List<TextWord> words, Frame frame)
    {
        TextWord[] sure = [.. words.Where(w => w.Confidence >= WordMerge.Sure)];
        return
        [
            .. words
                .Where(w => w.Confidence >= WordMerge.Sure || !Array.Exists(sure, s => WordMerge.StandInOnePlace(frame, w, s)))
                .OrderBy(w => WordMerge.Middle(frame, w).X),
        ];
    }

    private TextWord Place(LineReading.Word word, Box place, Frame frame) =>
        new(
            isWord is not null && losesAccents ? Accents.Restore(word.Text, isWord) : word.Text,
            frame.ToPage(LinePlace.Of(word, place)),
            word.Confidence
        );

    private static TextBlock Insert(IReadOnlyList<TextWord> words, Box place, Frame frame, TextBlock text)
    {
        var foot = LinePlace.Foot(place);
        var (x1, y1) = frame.ToPage(place.X, foot);
        var (x2, y2) = frame.ToPage(place.Right, foot);
        var lines = text.Lines.ToList();
        var next = lines.FindIndex(l => frame.FromPage(l.Baseline.X1, l.Baseline.Y1).Y > foot);
        lines.Insert(next < 0 ? lines.Count : next, TextLine.Around(new Baseline(x1, y1, x2, y2), words));
        return new TextBlock(lines);
    }

    // The new words go where most of the old ones were.
    private static TextBlock Replace(IReadOnlyList<TextWord> old, IReadOnlyList<TextWord> words, Frame frame, TextBlock text)
    {
        var gone = old.ToHashSet<TextWord>(ReferenceEqualityComparer.Instance);
        var target = text.Lines.MaxBy(l => l.Words.Count(gone.Contains));
        return new TextBlock([
            .. text
                .Lines.Select(l =>
                    l with
                    {
                        Words =
                        [
                            .. l
                                .Words.Where(w => !gone.Contains(w))
                                .Concat(ReferenceEquals(l, target) ? words : [])
                                .OrderBy(w => WordMerge.Middle(frame, w).X),
                        ],
                    }
                )
                .Where(l => l.Words.Count > 0),
        ]);
    }

    private static bool IsIn(Box place, Frame frame, TextWord word)
    {
        var (x, y) = WordMerge.Middle(frame, word);
        return x >= place.X && x < place.Right && y >= place.Y && y < place.Bottom;
    }

    private static int Letters(string text) => text.Count(char.IsLetterOrDigit);
}
