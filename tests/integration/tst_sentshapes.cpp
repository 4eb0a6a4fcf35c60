#include "tests/support/requestshapes.h"

#include <QDir>
#include <QTest>

using namespace pl::test;

/// What the tests on a remote store have sent, all together, against the list that is held to the database's indexes:
/// a line that nothing sends any more is held to them in vain. Whether everything sent is in a list each of those tests
/// looks itself; what is sent only by chance or with very many rows is in rare-request-shapes.txt, and what searches a
/// whole table by hand in whole-table-shapes.txt.
class TestSentShapes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLineOfTheListWasSent()
    {
        QSet<QString> sent;
        const QDir folder(QStringLiteral(PL_SHAPES));
        const auto names = folder.entryList({QStringLiteral("*.txt")}, QDir::Files);
        QVERIFY2(names.size() >= 9, qPrintable(names.join(QLatin1Char(' '))));
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const QString &line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
                sent.insert(withoutColumns(line));
        }
        const auto known = RequestShapes::read(QStringLiteral(PL_TEST_DATA "/data/request-shapes.txt"));
        QVERIFY2(known, known ? "" : qPrintable(known.error().message));
        QStringList never;
        for (const QString &line : known->lines())
            if (!sent.contains(withoutColumns(line)))
                never += line;
        QVERIFY2(never.isEmpty(), qPrintable(QStringLiteral("never sent:\n") + never.join(QLatin1Char('\n'))));
    }
};

QTEST_GUILESS_MAIN(TestSentShapes)
#include "tst_sentshapes.moc"
