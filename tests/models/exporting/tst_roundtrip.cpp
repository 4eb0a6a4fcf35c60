#include "models/exporting/csvtablewriter.h"
#include "models/exporting/xlsxtablewriter.h"
#include "models/importing/columnguess.h"
#include "models/importing/sheetreader.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using exporting::Row;
using exporting::TableHead;
using exporting::TableWriter;
using importing::Field;
using importing::Sheet;

/// What this program writes into a file, it reads back out of it.
class TestRoundTrip : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString pathOf(const QString &name) { return m_folder.filePath(name); }
    static TableHead head()
    {
        return {u"All leads"_s,
                {{u"Customer"_s},
                 {u"E-mail"_s},
                 {u"Phone"_s},
                 {u"ZIP code"_s},
                 {u"Received"_s, 17, false, true},
                 {u"Amount"_s, 12, true},
                 {u"Count"_s, 8, true},
                 {u"Day"_s},
                 {u"Test"_s}},
                QTimeZone("America/Chicago")};
    }
    static QList<Row> rows()
    {
        const Timestamp received = *Timestamp::parse(u"2026-11-29T21:05:00Z");
        return {{u"Zoë <b>\"Lee\"</b> & Co."_s, u"zoe@example.com"_s, u"+15125550143"_s, u"02134"_s, received,
                 Money{6050, u"usd"_s}, qint64(1204), QDate(2026, 11, 29), true},
                {u"=1+1"_s, u"two@example.com"_s, {}, u"78701"_s, received, {}, {}, {}, false},
                {u"A\nB _x000D_ C"_s, u"three@example.com"_s, u"-5"_s, {}, {}, {}, qint64(0), QDate(2026, 3, 1), {}}};
    }
    static Result<> write(TableWriter &writer)
    {
        Result<> done = writer.begin(head());
        const QList<Row> all = rows();
        for (const Row &row : all)
            if (done)
                done = writer.add(row);
        if (done)
            done = writer.complete();
        return done ? writer.commit() : done;
    }
    static Result<Sheet> read(const QString &path, const importing::SheetOptions &options = {})
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? importing::readSheet(file.readAll(), path, options)
                                              : Error{ErrorCode::NotFound, file.errorString()};
    }
    static void compareTexts(const Sheet &sheet, const QString &lines)
    {
        QCOMPARE(sheet.header.size(), head().columns.size());
        QCOMPARE(sheet.header.at(4), u"Received (America/Chicago)"_s);
        QCOMPARE(sheet.rows.size(), std::size_t(3));
        QCOMPARE(sheet.rows[0].cells().first(4),
                 QStringList({u"Zoë <b>\"Lee\"</b> & Co."_s, u"zoe@example.com"_s, u"+15125550143"_s, u"02134"_s}));
        QCOMPARE(sheet.rows[1].cell(0), u"=1+1"_s);
        QCOMPARE(sheet.rows[2].cell(0), lines);
        QCOMPARE(sheet.rows[2].cell(2), u"-5"_s);
        QCOMPARE(sheet.rows[2].cell(3), QString());
        QCOMPARE(sheet.rows[0].cell(7), u"2026-11-29"_s);
    }

private Q_SLOTS:
    void aWorkbookIsReadBack()
    {
        const QString path = pathOf(u"leads.xlsx"_s);
        exporting::XlsxTableWriter writer(path);
        QVERIFY(write(writer).ok());
        const auto sheet = read(path);
        QVERIFY2(sheet, qPrintable(sheet ? QString() : sheet.error().message));
        compareTexts(*sheet, u"A\nB _x000D_ C"_s);
        QCOMPARE(sheet->titles, QStringList(u"All leads"_s));
        QCOMPARE(sheet->rows[0].cell(4), u"2026-11-29T15:05:00"_s);
        QCOMPARE(sheet->rows[0].cell(5), u"60.5"_s);
        QCOMPARE(sheet->rows[0].cell(6), u"1204"_s);
        QCOMPARE(sheet->rows[2].cell(6), u"0"_s);
        const QList<Field> fields = importing::guessColumns(sheet->header, ImportKind::Leads);
        QCOMPARE(fields.first(4), QList({Field::FullName, Field::Email, Field::Phone, Field::Zip}));
    }

    void eachSheetOfALargeWorkbookIsReadBack()
    {
        const QString path = pathOf(u"parted.xlsx"_s);
        exporting::XlsxTableWriter writer(path, 2);
        QVERIFY(write(writer).ok());
        const auto first = read(path);
        QVERIFY(first && first->titles.size() == 2 && first->rows.size() == 2);
        const auto second = read(path, {first->titles.last(), std::nullopt});
        QVERIFY(second && second->rows.size() == 1);
        QCOMPARE(second->rows[0].cell(1), u"three@example.com"_s);
    }

    void separatedTextIsReadBack()
    {
        const QString path = pathOf(u"leads.csv"_s);
        exporting::CsvTableWriter writer(path);
        QVERIFY(write(writer).ok());
        const auto sheet = read(path);
        QVERIFY2(sheet, qPrintable(sheet ? QString() : sheet.error().message));
        compareTexts(*sheet, u"A B _x000D_ C"_s); // a cell is one line there
        QCOMPARE(sheet->rows[0].cell(4), u"2026-11-29 15:05"_s);
    }
};

QTEST_GUILESS_MAIN(TestRoundTrip)
#include "tst_roundtrip.moc"
