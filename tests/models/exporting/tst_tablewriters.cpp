#include "models/exporting/csvtablewriter.h"
#include "models/exporting/outputfile.h"
#include "models/exporting/xlsxtablewriter.h"
#include "tests/models/exporting/unzipped.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::exporting;

namespace {

TableHead chicagoHead()
{
    return {QStringLiteral("To assign: all/now"),
            {{QStringLiteral("Customer")},
             {QStringLiteral("Received"), 17, false, true},
             {QStringLiteral("Amount"), 12, true},
             {QStringLiteral("Cap"), 8, true},
             {QStringLiteral("Day")},
             {QStringLiteral("Test")}},
            QTimeZone("America/Chicago")};
}

Row rowOfEachKind(const QString &name)
{
    return {name,
            *Timestamp::parse(QStringLiteral("2026-11-29T21:05:00Z")),
            Money{6050, QStringLiteral("usd")},
            qint64(1204),
            QDate(2026, 11, 29),
            true};
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<> writeAll(TableWriter &writer, const TableHead &head, const QList<Row> &rows)
{
    if (Result<> begun = writer.begin(head); !begun)
        return begun;
    for (const Row &row : rows)
        if (Result<> added = writer.add(row); !added)
            return added;
    return writer.complete().andThen([&writer](Done) { return writer.commit(); });
}

} // namespace

/// What is in the files.
class TestTableWriters : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString pathOf(const char *name) { return m_folder.filePath(QLatin1StringView(name)); }
    QByteArray sheet(const QString &path, int number)
    {
        return test::unzipped(bytesOf(path),
                              QByteArray("xl/worksheets/sheet%1.xml").replace("%1", QByteArray::number(number)));
    }

private Q_SLOTS:
    void csvIsWhatSpreadsheetsReadAndNothingRuns()
    {
        const QString path = pathOf("leads.csv");
        CsvTableWriter writer(path);
        QVERIFY(writeAll(writer, chicagoHead(),
                         {rowOfEachKind(QStringLiteral("=1+1;\"Zo\u00EB\"")), {{}, {}, {}, {}, {}, false}})
                    .ok());
        QCOMPARE(
            bytesOf(path),
            QByteArray("\xEF\xBB\xBF"
                       "\"Customer\",\"Received (America/Chicago)\",\"Amount\",\"Cap\",\"Day\",\"Test\"\r\n"
                       "\"'=1+1,\"\"Zo\xC3\xAB\"\"\",\"2026-11-29 15:05\",\"60.50\",\"1204\",\"2026-11-29\",\"yes\"\r\n"
                       "\"\",\"\",\"\",\"\",\"\",\"no\"\r\n"));
    }

    void aLongCsvIsWhole()
    {
        const QString path = pathOf("long.csv");
        CsvTableWriter writer(path);
        const QList<Row> rows(5'000, rowOfEachKind(QStringLiteral("Maria Gonzalez")));
        QVERIFY(writeAll(writer, chicagoHead(), rows).ok());
        QCOMPARE(bytesOf(path).count("\r\n"), 5'001);
    }

    void excelGetsRealNumbersAndDatesAndTextsStayTexts()
    {
        const QString path = pathOf("leads.xlsx");
        XlsxTableWriter writer(path);
        QVERIFY(writeAll(writer, chicagoHead(), {rowOfEachKind(QStringLiteral("=HYPERLINK(\"x\")<b>_x0041_"))}).ok());
        const QByteArray xml = sheet(path, 1);
        QVERIFY2(
            xml.contains("<c r=\"A2\" t=\"inlineStr\"><is><t>=HYPERLINK(\"x\")&lt;b&gt;_x005F_x0041_</t></is></c>"),
            xml.constData());
        QVERIFY2(!xml.contains("<f>") && !xml.contains("<hyperlink"), xml.constData());
        QVERIFY2(xml.contains("<v>46355.628472"), xml.constData());
        QVERIFY2(xml.contains("<v>60.5</v>"), xml.constData());
        QVERIFY2(xml.contains("<c r=\"D2\"><v>1204</v></c>"), xml.constData());
        QVERIFY2(xml.contains("<v>46355</v>"), xml.constData());
        QVERIFY2(xml.contains("<c r=\"F2\" t=\"b\"><v>1</v></c>"), xml.constData());
        const QByteArray styles = test::unzipped(bytesOf(path), "xl/styles.xml");
        for (const char *format : {"[$$-409]#,##0.00", "yyyy-mm-dd hh:mm", "\"yyyy-mm-dd\""})
            QVERIFY2(styles.contains(format), styles.constData());
    }

    void excelsHeadsStayInViewAndFilter()
    {
        const QString path = pathOf("heads.xlsx");
        XlsxTableWriter writer(path);
        QVERIFY(writeAll(writer, chicagoHead(), QList<Row>(3, rowOfEachKind(QStringLiteral("Ann")))).ok());
        const QByteArray xml = sheet(path, 1);
        QVERIFY2(xml.contains("<pane ySplit=\"1\"") && xml.contains("state=\"frozen\""), xml.constData());
        QVERIFY2(xml.contains("<autoFilter ref=\"A1:F4\"/>"), xml.constData());
        QVERIFY2(xml.contains("<t>Received (America/Chicago)</t>"), xml.constData());
        const QByteArray book = test::unzipped(bytesOf(path), "xl/workbook.xml");
        QVERIFY2(book.contains("<sheet name=\"To assign all now\""), book.constData());
    }

    void whatASheetCantHoldGoesOnInTheNext()
    {
        const QString path = pathOf("sheets.xlsx");
        XlsxTableWriter writer(path, 2);
        QVERIFY(writeAll(writer, chicagoHead(), QList<Row>(5, rowOfEachKind(QStringLiteral("Ann")))).ok());
        QCOMPARE(sheet(path, 1).count("<row "), 3);
        QCOMPARE(sheet(path, 2).count("<row "), 3);
        QCOMPARE(sheet(path, 3).count("<row "), 2);
        QVERIFY(sheet(path, 3).contains("<t>Customer</t>"));
        QVERIFY(sheet(path, 4).isEmpty());
        QVERIFY(test::unzipped(bytesOf(path), "xl/workbook.xml").contains("name=\"To assign all now 3\""));
    }

    void aSheetHasANameThatExcelTakes_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("signs") << QStringLiteral("'a'/[b]:*?\\") << QByteArray("a b");
        QTest::newRow("only signs") << QStringLiteral("???") << QByteArray("Sheet");
        QTest::newRow("Excel's own") << QStringLiteral("history") << QByteArray("Sheet");
        QTest::newRow("long") << QString(60, u'x') << QByteArray(25, 'x');
    }
    void aSheetHasANameThatExcelTakes()
    {
        QFETCH(QString, title);
        QFETCH(QByteArray, name);
        const QString path = pathOf("named.xlsx");
        XlsxTableWriter writer(path);
        QVERIFY(writeAll(writer, {title, {{QStringLiteral("A")}}, QTimeZone::utc()}, {}).ok());
        const QByteArray book = test::unzipped(bytesOf(path), "xl/workbook.xml");
        QVERIFY2(book.contains("<sheet name=\"" + name + "\""), book.constData());
    }

    void excelTakesTheLongestAndTheStrangestText()
    {
        const QString path = pathOf("strange.xlsx");
        XlsxTableWriter writer(path);
        const QString longest = QString(32'766, u'a') + QStringLiteral("\U0001F527 and more");
        const QList<Row> rows{{longest}, {QStringLiteral("a\uFFFFb") + QChar(1) + u'c'}, {QDate(1066, 10, 14)}};
        QVERIFY(writeAll(writer, {QStringLiteral("x"), {{QStringLiteral("A")}}, QTimeZone::utc()}, rows).ok());
        const QByteArray xml = sheet(path, 1);
        QVERIFY(xml.contains("<t>" + QByteArray(32'766, 'a') + "</t>"));
        QVERIFY(!xml.contains('\x01') && !xml.contains("\xEF\xBF\xBF"));
        QVERIFY(xml.contains("1066-10-14"));
    }

    void anExportThatStopsLeavesWhatWasThere_data()
    {
        QTest::addColumn<bool>("isExcel");
        QTest::newRow("csv") << false;
        QTest::newRow("xlsx") << true;
    }
    void anExportThatStopsLeavesWhatWasThere()
    {
        QFETCH(bool, isExcel);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("old"));
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("as it was") == 9);
        old.close();
        {
            std::unique_ptr<TableWriter> writer;
            if (isExcel)
                writer = std::make_unique<XlsxTableWriter>(path);
            else
                writer = std::make_unique<CsvTableWriter>(path);
            QVERIFY(writer->begin(chicagoHead()).ok());
            for (int i = 0; i < 2'000; ++i)
                QVERIFY(writer->add(rowOfEachKind(QStringLiteral("Ann"))).ok());
        }
        QCOMPARE(bytesOf(path), QByteArray("as it was"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("old")});
    }

    void saysInPlainWordsWhyAFileCantBeWritten()
    {
        CsvTableWriter csv(pathOf("no/such/folder.csv"));
        const Result<> begun = csv.begin(chicagoHead()).andThen([&csv](Done) { return csv.commit(); });
        QVERIFY(!begun.ok());
        QCOMPARE(begun.error().message, QStringLiteral("the folder no longer exists"));
        XlsxTableWriter xlsx(pathOf("no/such/folder.xlsx"));
        QVERIFY(!xlsx.begin(chicagoHead()).ok());
        QCOMPARE(fileTrouble(QFileDevice::ResourceError, QStringLiteral("No space left on device")),
                 QStringLiteral("the disk is full"));
        QCOMPARE(fileTrouble(QFileDevice::PermissionsError, QStringLiteral("Permission denied")),
                 QStringLiteral("you have no permission to write there"));
    }
};

QTEST_GUILESS_MAIN(TestTableWriters)
#include "tst_tablewriters.moc"
