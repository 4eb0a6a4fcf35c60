#include "models/base/foldedtext.h"

#include <QTest>

using namespace pl;

class TestFoldedText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void folds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QByteArray(expected);
        };
        row("Zoë", "zoe");
        row("NGUYỄN", "nguyen");
        row("Zoe\u0308", "zoe");
        row("O’Brien", "obrien");
        row("O'Brien", "obrien");
        row("Oʼbrien", "obrien");
        row("D´Angelo", "dangelo");
        row("Đặng Łukasz Øre", "dang lukasz ore");
        row("Straße", "strasse");
        row("Æsir Œuvre Þór", "aesir oeuvre thor");
        row("İstanbul ırmak", "istanbul irmak");
        row("Smith–Jones‑Lee", "smith-jones-lee");
        row("Ｆｕｌｌ １２", "full 12");
        row("Ma\u200bria\u00a0G", "maria g");
        row("李", "李");
        row("", "");
    }
    void folds()
    {
        QFETCH(QString, text);
        QTEST(folded(text), "expected");
    }

    void finds_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        const auto row = [](const char *typed, const char *text, bool found) {
            QTest::addRow("%s in %s", typed, text) << QString::fromUtf8(typed) << QString::fromUtf8(text) << found;
        };
        row("obrien", "Pat O’Brien", true);
        row("o'brien", "Pat O’Brien", true);
        row("O’BRIEN", "Pat OBrien", true);
        row("brien pat", "Pat O’Brien", true);
        row("brian", "Pat O’Brien", false);
        row("(512) 555-0143", "+15125550143", true);
        row("512.555.01", "+15125550143", true);
        row("555", "+15125550143", true);
        row("512 556", "+15125550143", false);
        row("78701-1234", "78701-1234", true);
        row("  ", "x", true);
        row("'", "x", true);
    }
    void finds()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        QTEST(SearchWords(typed).occurIn(folded(text)), "found");
    }
};

QTEST_GUILESS_MAIN(TestFoldedText)
#include "tst_foldedtext.moc"
