#include "models/importing/textsheet.h"

#include "models/importing/recordreader.h"
#include "models/importing/rowsink.h"
#include "models/mapping/decodedtext.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace pl::importing {
namespace {

struct TextWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::TextSheet)
};

/// UTF-16 is known by its mark, or by the NULs that every second byte of plain English is.
std::optional<QStringConverter::Encoding> utf16Of(const QByteArray &bytes)
{
    if (bytes.startsWith("\xff\xfe"))
        return QStringConverter::Utf16LE;
    if (bytes.startsWith("\xfe\xff"))
        return QStringConverter::Utf16BE;
    const qsizetype looked = std::min<qsizetype>(bytes.size(), 4096) / 2 * 2;
    std::array<qsizetype, 2> nuls{};
    for (qsizetype i = 0; i < looked; ++i)
        nuls[std::size_t(i % 2)] += bytes[i] == '\0' ? 1 : 0;
    const auto mostly = [looked](qsizetype many, qsizetype few) { return many * 10 > looked * 3 && few * 20 < looked; };
    if (mostly(nuls[1], nuls[0]))
        return QStringConverter::Utf16LE;
    if (mostly(nuls[0], nuls[1]))
        return QStringConverter::Utf16BE;
    return std::nullopt;
}

mapping::DecodedText decodedFile(const QByteArray &bytes)
{
    const auto wide = utf16Of(bytes);
    if (!wide)
        return mapping::decodedText(bytes);
    // Half a character at the end is the end of a file that was cut off.
    QStringDecoder decoder(*wide, QStringConverter::Flag::Stateless);
    QString text = decoder(QByteArrayView(bytes).first(bytes.size() / 2 * 2));
    text.remove(QChar(0));
    if (text.startsWith(QChar(0xfeff)))
        text.remove(0, 1);
    return {text, *wide == QStringConverter::Utf16LE ? QStringLiteral("utf-16le") : QStringLiteral("utf-16be")};
}

/// Pictures and programs have control characters all over, tables have none.
bool looksBinary(QStringView text)
{
    const QStringView start = text.first(std::min<qsizetype>(text.size(), 4000));
    const auto controls = std::count_if(start.begin(), start.end(),
                                        [](QChar c) { return c.category() == QChar::Other_Control && !c.isSpace(); });
    return controls * 20 > start.size();
}

bool looksLikeMarkup(QStringView text)
{
    const QStringView start = text.first(std::min<qsizetype>(text.size(), 200)).trimmed();
    return start.startsWith(u"<!doctype", Qt::CaseInsensitive) || start.startsWith(u"<html", Qt::CaseInsensitive) ||
           start.startsWith(u"<table", Qt::CaseInsensitive) || start.startsWith(u"<?xml", Qt::CaseInsensitive) ||
           start.startsWith(u"%PDF") || start.startsWith(u"{\\rtf");
}

/// How well a separator explains the first records: as many cells in each, and more than one.
double scoreOf(QStringView text, QChar separator)
{
    constexpr int kRecords = 30;
    RecordReader reader(text, separator);
    QHash<qsizetype, int> counts;
    int records = 0;
    for (; records < kRecords && !reader.atEnd(); ++records)
        ++counts[reader.next().size()];
    double best = 0;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        if (it.key() > 1)
            best = std::max(best, double(it.value()) / records * 100 + double(std::min<qsizetype>(it.key(), 50)));
    return best;
}

QChar separatorOf(QStringView text)
{
    const QStringView start = text.first(std::min<qsizetype>(text.size(), 64 * 1024));
    QChar best = u',';
    double bestScore = 0;
    for (const QChar one : {u',', u';', u'\t', u'|'})
        if (const double score = scoreOf(start, one); score > bestScore) {
            best = one;
            bestScore = score;
        }
    return best;
}

/// Excel's own first line, "sep=;", names the separator; then that line is left out.
std::optional<QChar> namedSeparator(QStringView text)
{
    const bool isNamed =
        text.size() > 5 && text.startsWith(u"sep=", Qt::CaseInsensitive) && (text[5] == u'\r' || text[5] == u'\n');
    return isNamed ? std::optional(text[4]) : std::nullopt;
}

} // namespace

Result<Sheet> readTextSheet(const QByteArray &bytes, const QString &fileName, const Watch &watch)
{
    const mapping::DecodedText read = decodedFile(bytes);
    if (looksBinary(read.text) || looksLikeMarkup(read.text))
        return Error{
            ErrorCode::InvalidInput,
            TextWords::tr("%1 isn’t a table. Choose a CSV, TSV or Excel (.xlsx) file.").arg(shownFileName(fileName))};
    const auto named = namedSeparator(read.text);
    Sheet sheet;
    sheet.encoding = read.encoding;
    sheet.separator = named.value_or(separatorOf(read.text));
    RecordReader reader(read.text, sheet.separator);
    if (named)
        (void)reader.next();
    RowSink sink;
    for (int records = 0; !reader.atEnd(); ++records) {
        const int line = reader.line();
        if (!sink.add(line, reader.next()))
            return sink.error();
        if (records % 10'000 != 0)
            continue;
        if (watch.cancelled())
            return Error{ErrorCode::Cancelled, TextWords::tr("Reading was canceled.")};
        watch.tell(double(reader.position()) / double(read.text.size()));
    }
    sheet.rows = sink.take();
    return sheet;
}

} // namespace pl::importing
