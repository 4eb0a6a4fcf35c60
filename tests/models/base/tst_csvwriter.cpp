#include "models/base/csvwriter.h"

#include <QTest>

using namespace pl;

class TestCsvWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cell_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QByteArray>("written");
        const auto row = [](const char *name, const char *cell, const char *written) {
            QTest::newRow(name) << QString::fromUtf8(cell) << QByteArray(written);
        };
        row("plain", "Ann Lee", "\"Ann Lee\"");
        row("comma", "12,50", "\"12,50\"");
        row("quote", "5\" pipe", "\"5\"\" pipe\"");
        row("line break", "a\nb\r\nc", "\"a b  c\"");
        row("semicolon", "a;=1+1", "\"a,=1+1\"");
        row("tab inside", "a\t=1", "\"a =1\"");
        row("umlauts", "Zoë", "\"Zoë\"");
        row("formula", "=1+1", "\"'=1+1\"");
        row("formula behind blanks", "  =1+1", "\"'  =1+1\"");
        row("formula behind nothing", "\u200b=1+1", "\"'=1+1\"");
        row("plus", "+15125550101", "\"'+15125550101\"");
        row("minus", "-2+3", "\"'-2+3\"");
        row("at", "@SUM(A1)", "\"'@SUM(A1)\"");
        row("full-width equals", "＝1+1", "\"'＝1+1\"");
        row("full-width plus", "＋1", "\"'＋1\"");
        row("full-width minus", "－1", "\"'－1\"");
        row("full-width at", "＠SUM(A1)", "\"'＠SUM(A1)\"");
        row("tab", "\t=1", "\"' =1\"");
        row("return", "\r=1", "\"' =1\"");
        row("formula in quotes", "=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        row("empty", "", "\"\"");
    }
    void cell()
    {
        QFETCH(QString, cell);
        QFETCH(QByteArray, written);
        CsvWriter csv;
        csv.addRow({cell, QStringLiteral("b")});
        QCOMPARE(csv.data(), QByteArray("\xEF\xBB\xBF" + written + ",\"b\"\r\n"));
    }
};

QTEST_GUILESS_MAIN(TestCsvWriter)
#include "tst_csvwriter.moc"
