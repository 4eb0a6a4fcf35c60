#include "models/importing/workbook.h"

#include "models/importing/xmlpart.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

namespace pl::importing {
namespace {

constexpr qsizetype kMaxStrings = 10 * kMaxRows;

struct WorkbookWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::Workbook)
};

Error damagedWorkbook()
{
    return {ErrorCode::InvalidInput,
            WorkbookWords::tr("The Excel file is damaged. Save it again and choose the new one.")};
}

QString attribute(const QXmlStreamReader &xml, const char *name)
{
    // The same name with and without a namespace: r:id is "id".
    for (const QXmlStreamAttribute &one : xml.attributes())
        if (one.name() == QLatin1StringView(name))
            return one.value().toString();
    return {};
}

bool isTrue(const QString &text)
{
    return text == u"1" || text == u"true" || text == u"on";
}

/// Where the parts of the workbook are, by their ids.
Result<QHash<QString, QString>> readTargets(ZipArchive &archive)
{
    const auto bytes = archive.file(QStringLiteral("xl/_rels/workbook.xml.rels"));
    if (!bytes)
        return bytes.error();
    QHash<QString, QString> targets;
    QXmlStreamReader xml(*bytes);
    while (readOn(xml))
        if (xml.isStartElement() && xml.name() == u"Relationship") {
            const QString target = attribute(xml, "Target");
            const bool isWhole = target.startsWith(u'/');
            targets[xml.attributes().value(QStringLiteral("Id")).toString()] =
                isWhole ? target.sliced(1) : QStringLiteral("xl/") + target;
        }
    return xml.hasError() ? Result<QHash<QString, QString>>(damagedWorkbook()) : targets;
}

Result<> readSheets(ZipArchive &archive, Workbook &book)
{
    const auto targets = readTargets(archive);
    const auto bytes = archive.file(QStringLiteral("xl/workbook.xml"));
    if (!targets || !bytes)
        return targets ? bytes.error() : targets.error();
    QXmlStreamReader xml(*bytes);
    while (readOn(xml)) {
        if (!xml.isStartElement())
            continue;
        if (xml.name() == u"workbookPr")
            book.from1904 = isTrue(attribute(xml, "date1904"));
        const QString state = attribute(xml, "state");
        if (xml.name() != u"sheet" || state == u"hidden" || state == u"veryHidden")
            continue;
        const QString path = targets->value(attribute(xml, "id"));
        if (!path.isEmpty())
            book.sheets.append({attribute(xml, "name"), path});
    }
    if (xml.hasError() || book.sheets.isEmpty())
        return damagedWorkbook();
    return Done();
}

Result<> readStyles(ZipArchive &archive, Workbook &book)
{
    if (!archive.has("xl/styles.xml"))
        return Done();
    const auto bytes = archive.file(QStringLiteral("xl/styles.xml"));
    if (!bytes)
        return bytes.error();
    QHash<int, NumberForm> own;
    QXmlStreamReader xml(*bytes);
    bool isInCells = false;
    while (readOn(xml)) {
        if (xml.name() == u"cellXfs")
            isInCells = xml.isStartElement();
        if (!xml.isStartElement())
            continue;
        const int id = attribute(xml, "numFmtId").toInt();
        if (xml.name() == u"numFmt")
            own[id] = formOf(attribute(xml, "formatCode"));
        else if (isInCells && xml.name() == u"xf")
            book.forms += own.contains(id) ? own.value(id) : builtInForm(id);
    }
    return xml.hasError() ? Result<>(damagedWorkbook()) : Done();
}

Result<> readStrings(ZipArchive &archive, Workbook &book)
{
    if (!archive.has("xl/sharedStrings.xml"))
        return Done();
    const auto bytes = archive.file(QStringLiteral("xl/sharedStrings.xml"));
    if (!bytes)
        return bytes.error();
    QXmlStreamReader xml(*bytes);
    while (readOn(xml)) {
        if (!xml.isStartElement() || xml.name() != u"si")
            continue;
        // Empty ones are a few bytes packed, and much more in memory.
        if (book.sharedStrings.size() >= kMaxStrings)
            return Error{ErrorCode::TooLarge,
                         WorkbookWords::tr("The workbook has too many texts. Split it into several files.")};
        book.sharedStrings += textWithin(xml);
    }
    return xml.hasError() ? Result<>(damagedWorkbook()) : Done();
}

} // namespace

QString unescaped(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("_x([0-9A-Fa-f]{4})_"));
    if (!text.contains(QStringLiteral("_x")))
        return text;
    QString plain;
    qsizetype at = 0;
    for (auto matches = form.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        plain += QStringView(text).sliced(at, match.capturedStart() - at);
        plain += QChar(match.captured(1).toUShort(nullptr, 16));
        at = match.capturedEnd();
    }
    plain += QStringView(text).sliced(at);
    return plain;
}

QString textWithin(QXmlStreamReader &xml)
{
    QString text;
    int depth = 1;
    int spoken = 0;      // within <rPh>
    bool isText = false; // within <t>
    while (depth > 0 && readOn(xml)) {
        if (xml.isStartElement()) {
            ++depth;
            spoken += xml.name() == u"rPh" ? 1 : 0;
            isText = xml.name() == u"t";
        } else if (xml.isEndElement()) {
            --depth;
            spoken -= xml.name() == u"rPh" ? 1 : 0;
            isText = false;
        } else if (xml.isCharacters() && isText && spoken == 0) {
            text += xml.text();
        }
    }
    return unescaped(text);
}

Result<Workbook> Workbook::read(ZipArchive &archive)
{
    Workbook book;
    for (const auto part : {readSheets, readStyles, readStrings})
        if (const auto done = part(archive, book); !done)
            return done.error();
    return book;
}

} // namespace pl::importing
