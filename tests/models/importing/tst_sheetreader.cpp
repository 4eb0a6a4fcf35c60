#include "models/importing/sheetreader.h"
#include "models/importing/ziparchive.h"
#include "tests/models/importing/xlsxfile.h"

#include <QStringEncoder>
#include <QTest>

using namespace pl;
using namespace pl::importing;
using namespace Qt::StringLiterals;

/// Files as people have them, and as nobody should.
class TestSheetReader : public QObject
{
    Q_OBJECT

    static QString shown(const Sheet &sheet)
    {
        QStringList lines{sheet.header.join(u'|')};
        for (const SheetRow &row : sheet.rows)
            lines += QString::number(row.line()) + u':' + row.cells().join(u'|');
        return lines.join(u'\n');
    }
    static QString read(const QByteArray &bytes, const SheetOptions &options = {})
    {
        const auto sheet = readSheet(bytes, u"f.csv"_s, options);
        return sheet ? shown(*sheet) : u"refused: "_s + sheet.error().message;
    }
    static QByteArray in(QStringConverter::Encoding encoding, const QString &text, bool withMark)
    {
        QStringEncoder encoder(encoding, withMark ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
        return encoder(text);
    }

private Q_SLOTS:
    void textIsReadAsItIs_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const QString plain = u"Email|Name\n2:a@b.test|Ann"_s;
        QTest::newRow("commas") << QByteArray("Email,Name\na@b.test,Ann\n") << plain;
        QTest::newRow("semicolons") << QByteArray("Email;Name\r\na@b.test;Ann\r\n") << plain;
        QTest::newRow("tabs") << QByteArray("Email\tName\na@b.test\tAnn") << plain;
        QTest::newRow("bars") << QByteArray("Email|Name\na@b.test|Ann\n") << plain;
        QTest::newRow("CR only") << QByteArray("Email,Name\ra@b.test,Ann\r") << plain;
        QTest::newRow("named separator") << QByteArray("sep=;\nEmail;Name\na@b.test;Ann\n")
                                         << u"Email|Name\n3:a@b.test|Ann"_s;
        QTest::newRow("UTF-8 with mark") << QByteArray("\xef\xbb\xbf"
                                                       "Email,Name\na@b.test,Ann\n")
                                         << plain;
        QTest::newRow("UTF-8") << QByteArray("Email,Name\na@b.test,Zo\xc3\xab\n") << u"Email|Name\n2:a@b.test|Zoë"_s;
        QTest::newRow("Windows-1252") << QByteArray("Email,Name\na@b.test,Zo\xeb \x93x\x94\n")
                                      << u"Email|Name\n2:a@b.test|Zoë “x”"_s;
        QTest::newRow("NULs") << QByteArray("Email,Name\na@b.test,A\0nn\n", 25) << plain;
        QTest::newRow("quotes") << QByteArray("Email,Name\na@b.test,\"Lee, \"\"Ann\"\"\"\n")
                                << u"Email|Name\n2:a@b.test|Lee, \"Ann\""_s;
        QTest::newRow("line break in quotes") << QByteArray("Email,Name\na@b.test,\"A\r\nB\"\nc@d.test,C\n")
                                              << u"Email|Name\n2:a@b.test|A\nB\n4:c@d.test|C"_s;
        QTest::newRow("quote within") << QByteArray("Email,Name\na@b.test,12\" pipe\n")
                                      << u"Email|Name\n2:a@b.test|12\" pipe"_s;
        QTest::newRow("quote never closed")
            << QByteArray("Email,Name\na@b.test,\"Ann\n") << u"Email|Name\n2:a@b.test|\"Ann"_s;
        QTest::newRow("ragged") << QByteArray("Email,Name\na@b.test\nc@d.test,C,more\n")
                                << u"Email|Name|Column 3\n2:a@b.test\n3:c@d.test|C|more"_s;
        QTest::newRow("empty lines") << QByteArray("\nEmail,Name\n\n,\na@b.test,Ann\n\n")
                                     << u"Email|Name\n5:a@b.test|Ann"_s;
        QTest::newRow("title above") << QByteArray("All leads\n\nEmail,Name,City\na@b.test,Ann,Austin\n")
                                     << u"Email|Name|City\n4:a@b.test|Ann|Austin"_s;
        QTest::newRow("no header") << QByteArray("a@b.test,Ann\nc@d.test,C\n")
                                   << u"Column 1|Column 2\n1:a@b.test|Ann\n2:c@d.test|C"_s;
        // Only the first full row can be the header: nothing above a later one may be lost.
        QTest::newRow("no header, and a row of words")
            << QByteArray("a@b.test,Ann\nCarla,Austin\n") << u"Column 1|Column 2\n1:a@b.test|Ann\n2:Carla|Austin"_s;
        QTest::newRow("empty cells beyond the columns") << "Email,Name" + QByteArray(300, ',') + "\na@b.test,Ann\n"
                                                        << plain;
        QTest::newRow("made safe for spreadsheets")
            << QByteArray("Email,Phone\na@b.test,'+15125550143\n") << u"Email|Phone\n2:a@b.test|+15125550143"_s;
    }
    void textIsReadAsItIs()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        QCOMPARE(read(bytes), expected);
    }

    void utf16IsFoundWithAndWithoutItsMark()
    {
        const QString text = u"Email,Name\na@b.test,Zoë\n"_s;
        const QString expected = u"Email|Name\n2:a@b.test|Zoë"_s;
        for (const auto encoding : {QStringConverter::Utf16LE, QStringConverter::Utf16BE})
            for (const bool withMark : {true, false}) {
                QCOMPARE(read(in(encoding, text, withMark)), expected);
                QCOMPARE(read(in(encoding, text, withMark) + 'x'), expected); // cut off within a character
            }
    }

    void whoeverKnowsBetterSaysWhetherThereIsAHeader()
    {
        QCOMPARE(read("Email,Name\na@b.test,Ann\n", {{}, false}), u"Column 1|Column 2\n1:Email|Name\n2:a@b.test|Ann"_s);
        QCOMPARE(read("a@b.test,Ann\nc@d.test,C\n", {{}, true}), u"a@b.test|Ann\n2:c@d.test|C"_s);
    }

    void whatIsNoTableIsRefusedInWords_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        QTest::newRow("nothing") << QByteArray() << u"no rows"_s;
        QTest::newRow("a header alone") << QByteArray("Email,Name\n") << u"no rows"_s;
        QTest::newRow("old Excel") << QByteArray("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest") << u".xlsx"_s;
        QTest::newRow("a web page") << QByteArray("<html><table><tr><td>a</td></tr></table></html>")
                                    << u"isn’t a table"_s;
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\x01\x02\x03\x04\x05\x06\x07") << u"isn’t a table"_s;
        QTest::newRow("a ZIP of something else") << test::zipOf({{"a.txt", "hello"}}) << u"isn’t an Excel workbook"_s;
        QTest::newRow("half a ZIP") << QByteArray("PK\x03\x04half") << u"isn’t an Excel workbook"_s;
        QTest::newRow("too many columns") << QByteArray("a,").repeated(200) + "b\n" << u"200 columns"_s;
        QTest::newRow("too long a cell") << "Email\n" + QByteArray(40'000, 'x') << u"quotation mark"_s;
    }
    void whatIsNoTableIsRefusedInWords()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        const auto sheet = readSheet(bytes, u"f.csv"_s);
        QVERIFY(!sheet);
        const QString message = sheet.error().message;
        QVERIFY2(message.contains(word), qPrintable(message));
    }

    void aWorkbookIsReadWithItsKindsOfCells()
    {
        test::XlsxFile file;
        file.rows = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>)"
                    R"(<c r="C1" t="inlineStr"><is><t>Created</t></is></c><c r="D1" t="str"><v>Sum</v></c></row>)"
                    R"(<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><v>5125550143</v></c>)"
                    R"(<c r="C3" s="1"><v>46355</v></c><c r="D3"><f>1+1</f><v>2</v></c></row>)"
                    R"(<row r="4"><c r="A4" t="b"><v>1</v></c><c r="C4" s="2"><v>46355.628472222219</v></c>)"
                    R"(<c r="D4" t="e"><v>#N/A</v></c></row><row><c t="s"><v>2</v></c></row>)";
        file.otherRows = R"(<row r="1"><c r="A1" t="inlineStr"><is><t>Topic</t></is></c></row>)"
                         R"(<row r="2"><c r="A2"><v>7</v></c></row>)";
        const QByteArray bytes = file.bytes();
        QCOMPARE(read(bytes), u"Email|Phone|Created|Sum\n3:ann@example.com|5125550143|2026-11-29|2\n"
                              u"4:TRUE||2026-11-29T15:05:00\n5:ann@example.com"_s);
        QCOMPARE(read(bytes, {u"Notes"_s, {}}), u"Topic\n2:7"_s);
        QCOMPARE(readSheet(bytes, u"f.xlsx"_s)->titles, QStringList({u"Leads"_s, u"Notes"_s}));
    }

    void daysOfBothCalendarsAreRight()
    {
        test::XlsxFile file;
        file.rows = R"(<row r="1"><c r="A1" t="inlineStr"><is><t>Day</t></is></c></row>)"
                    R"(<row r="2"><c r="A2" s="1"><v>1</v></c></row><row r="3"><c r="A3" s="1"><v>61</v></c></row>)";
        QCOMPARE(read(file.bytes()), u"Day\n2:1900-01-01\n3:1900-03-01"_s);
        file.workbook.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
        QCOMPARE(read(file.bytes()), u"Day\n2:1904-01-02\n3:1904-03-02"_s);
    }

    void aHiddenSheetIsNotOffered()
    {
        test::XlsxFile file;
        file.workbook.replace("name=\"Leads\"", "name=\"Leads\" state=\"hidden\"");
        file.otherRows =
            R"(<row r="1"><c r="A1" t="inlineStr"><is><t>Topic</t></is></c></row><row r="2"><c><v>7</v></c></row>)";
        const auto sheet = readSheet(file.bytes(), u"f.xlsx"_s);
        QVERIFY(sheet);
        QCOMPARE(sheet->titles, QStringList(u"Notes"_s));
    }

    void damagedWorkbooksAreRefused_data()
    {
        QTest::addColumn<QByteArray>("rows");
        QTest::newRow("cut off") << QByteArray(R"(<row r="1"><c r="A1"><v>7</v>)");
        QTest::newRow("not closed") << QByteArray(R"(<row></col>)");
        QTest::newRow("beyond the columns") << QByteArray(R"(<row r="1"><c r="ZZZ1"><v>7</v></c></row>)");
    }
    void damagedWorkbooksAreRefused()
    {
        QFETCH(QByteArray, rows);
        test::XlsxFile file;
        file.rows = rows;
        QVERIFY(!readSheet(file.bytes(), u"f.xlsx"_s));
    }

    void whatXmlCannotSayIsReadAsItWasMeant()
    {
        test::XlsxFile file;
        file.rows = R"(<row r="1"><c r="A1" t="inlineStr"><is><t>Notes</t></is></c></row>)"
                    R"(<row r="2"><c r="A2" t="inlineStr"><is><t>Ring_x000D__x000A_twice</t></is></c></row>)"
                    R"(<row r="3"><c r="A3" t="str"><v>_x005F_x000D_ a_x b</v></c></row>)";
        QCOMPARE(read(file.bytes()), u"Notes\n2:Ring\ntwice\n3:_x000D_ a_x b"_s);
    }

    void aTextThatIsNotThereIsEmpty()
    {
        test::XlsxFile file;
        file.rows = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)"
                    R"(<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>x</v></c></row>)";
        QCOMPARE(read(file.bytes()), u"Email|Phone\n2:ann@example.com"_s);
    }

    /// Row numbers need not be round.
    void aWorkbookWithGapsCanBeCancelled()
    {
        test::XlsxFile file;
        for (int i = 1; i < 40'000; i += 2)
            file.rows += "<row r=\"" + QByteArray::number(i) + "\"><c><v>7</v></c></row>";
        int asked = 0;
        double told = 0;
        // The archive asks, too, once a part; the rows ask after all of those.
        const auto sheet = readSheet(file.bytes(), u"f.xlsx"_s, {},
                                     {[&] {
                                          ++asked;
                                          return told > 0;
                                      },
                                      [&told](double share) { told = share; }});
        QVERIFY(!sheet);
        QCOMPARE(sheet.error().code, ErrorCode::Cancelled);
        QVERIFY(asked > 0 && told > 0);
    }

    void entitiesAreNotTaken()
    {
        test::XlsxFile file;
        file.strings = "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaa\">]><sst><si><t>&a;</t></si></sst>";
        file.rows = R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>)";
        QVERIFY(!readSheet(file.bytes(), u"f.xlsx"_s));
    }

    /// What is unpacked is counted, not what the archive says.
    void aBombIsNotUnpacked()
    {
        const QByteArray bytes = test::zipOf({{"a", "small"}, {"b", QByteArray(8 * 1024 * 1024, ' ')}});
        QVERIFY(bytes.size() < 100 * 1024);
        const Watch watch;
        ZipArchive archive(bytes, watch, 1024 * 1024);
        QCOMPARE(*archive.file(u"a"_s), QByteArray("small"));
        const auto bomb = archive.file(u"b"_s);
        QVERIFY(!bomb);
        QCOMPARE(bomb.error().code, ErrorCode::TooLarge);
    }

    void readingCanBeCancelledAndTellsHowFarItIs()
    {
        const QByteArray bytes = "Email,Name\n" + QByteArray("a@b.test,Ann\n").repeated(50'000);
        const auto cancelled = readSheet(bytes, u"f.csv"_s, {}, {[] { return true; }, {}});
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
        double last = -1;
        bool grows = true;
        const auto sheet = readSheet(bytes, u"f.csv"_s, {}, {{}, [&](double share) {
                                                                 grows = grows && share > last && share <= 1;
                                                                 last = share;
                                                             }});
        QVERIFY(sheet && sheet->rows.size() == 50'000);
        QVERIFY(grows && last > 0.5);
    }

    /// A window shows them, and a million rows of nothing must not stop it.
    void samplesComeFromTheFirstRowsOnly()
    {
        Sheet sheet;
        for (int line = 1; line <= 2000; ++line)
            sheet.rows.emplace_back(line,
                                    QStringList{line < 5 ? u"red"_s : u"blue"_s, line > 1500 ? u"late"_s : u""_s});
        QCOMPARE(sheet.samples(0, 3), QStringList({u"red"_s, u"blue"_s}));
        QCOMPARE(sheet.samples(1, 3), QStringList());
    }

    void aRowGivesItsCellsAndTakesOthers()
    {
        SheetRow row(7, {u"a"_s, {}, u"c"_s});
        QCOMPARE(row.cell(0), u"a"_s);
        QCOMPARE(row.cell(1), QString());
        QCOMPARE(row.cell(2), u"c"_s);
        QCOMPARE(row.cell(3), QString());
        row.setCell(4, u"e"_s);
        QCOMPARE(row.cells(), QStringList({u"a"_s, {}, u"c"_s, {}, u"e"_s}));
    }
};

QTEST_GUILESS_MAIN(TestSheetReader)
#include "tst_sheetreader.moc"
