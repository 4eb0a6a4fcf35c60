#include "models/domain/csvwriter.h"

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
        QTest::newRow("plain") << "Ann Lee" << QByteArray("Ann Lee");
        QTest::newRow("comma") << "12,50" << QByteArray("\"12,50\"");
        QTest::newRow("quote") << "5\" pipe" << QByteArray("\"5\"\" pipe\"");
        QTest::newRow("line break") << "a\nb" << QByteArray("\"a\nb\"");
        QTest::newRow("umlauts") << QString::fromUtf8("Zoë") << QByteArray("Zo\xC3\xAB");
        QTest::newRow("formula") << "=1+1" << QByteArray("'=1+1");
        QTest::newRow("formula behind blanks") << "  =1+1" << QByteArray("'  =1+1");
        QTest::newRow("plus") << "+15125550101" << QByteArray("'+15125550101");
        QTest::newRow("minus") << "-2+3" << QByteArray("'-2+3");
        QTest::newRow("at") << "@SUM(A1)" << QByteArray("'@SUM(A1)");
        QTest::newRow("tab") << "\t=1" << QByteArray("'\t=1");
        QTest::newRow("return") << "\r=1" << QByteArray("\"'\r=1\"");
        QTest::newRow("formula in quotes")
            << "=HYPERLINK(\"x\",\"y\")" << QByteArray("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        QTest::newRow("empty") << "" << QByteArray();
    }
    void cell()
    {
        QFETCH(QString, cell);
        QFETCH(QByteArray, written);
        CsvWriter csv;
        csv.addRow({cell, QStringLiteral("b")});
        QCOMPARE(csv.data(), QByteArray("\xEF\xBB\xBF" + written + ",b\r\n"));
    }
};

QTEST_GUILESS_MAIN(TestCsvWriter)
#include "tst_csvwriter.moc"
