#pragma once

#include <QFile>
#include <QTemporaryDir>

#include <minizip/zip.h>

#include <utility>

namespace pl::test {

/// A ZIP archive of these files, as a spreadsheet program writes it.
inline QByteArray zipOf(const QList<std::pair<QByteArray, QByteArray>> &files)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("made.zip"));
    const zipFile zip = zipOpen64(QFile::encodeName(path).constData(), APPEND_STATUS_CREATE);
    for (const auto &[name, bytes] : files) {
        const zip_fileinfo info{};
        zipOpenNewFileInZip(zip, name.constData(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, 6);
        zipWriteInFileInZip(zip, bytes.constData(), unsigned(bytes.size()));
        zipCloseFileInZip(zip);
    }
    zipClose(zip, nullptr);
    QFile made(path);
    return made.open(QIODevice::ReadOnly) ? made.readAll() : QByteArray();
}

/// What a workbook is made of; each part may be changed.
struct XlsxFile
{
    QByteArray workbook =
        R"(<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="urn:r"><sheets>)"
        R"(<sheet name="Leads" sheetId="1" r:id="rId1"/><sheet name="Notes" sheetId="2" r:id="rId2"/>)"
        R"(</sheets></workbook>)";
    QByteArray relations = R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>)"
                           R"(<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>)";
    QByteArray styles = R"(<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd hh:mm"/>)"
                        R"(</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
                        R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>)";
    QByteArray strings = R"(<sst><si><t>Email</t></si><si><r><t>Pho</t></r><r><t xml:space="preserve">ne </t></r>)"
                         R"(<rPh sb="0" eb="1"><t>spoken</t></rPh></si><si><t>ann@example.com</t></si></sst>)";
    QByteArray rows; ///< <row> elements
    QByteArray otherRows;

    QByteArray bytes() const
    {
        return zipOf({{"[Content_Types].xml", "<Types/>"},
                      {"xl/workbook.xml", workbook},
                      {"xl/_rels/workbook.xml.rels", relations},
                      {"xl/styles.xml", styles},
                      {"xl/sharedStrings.xml", strings},
                      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"},
                      {"xl/worksheets/sheet2.xml", "<worksheet><sheetData>" + otherRows + "</sheetData></worksheet>"}});
    }
};

} // namespace pl::test
