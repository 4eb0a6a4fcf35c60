#include "models/customer/givenfile.h"
#include "tests/models/customer/personrows.h"

#include <QTest>

using namespace pl;
using namespace pl::customer;
using pl::test::PersonRows;

class TestGivenFile : public QObject
{
    Q_OBJECT

    static QString textOfFile(const PersonFile &file)
    {
        const Timestamp now = Timestamp::parse(u"2026-11-30T18:00:00Z").value_or(Timestamp());
        return GivenFile::of(file, QStringLiteral("Hill Country Plumbing"), now, QTimeZone("America/Chicago")).toText();
    }

private Q_SLOTS:
    void tellsThePersonEverything()
    {
        const QString text = textOfFile(PersonRows().file());
        for (const char *part : {"What Hill Country Plumbing knows about you", "As of November 30, 2026, 12:00 PM",
                                 "First name: Maria", "Phone: (512) 555-0143", "Leaking?: yes",
                                 "What you wrote: It drips", "What you agreed to, text: You may call me",
                                 "by way of Website", "Our office passed it on to Joe's Pipes",
                                 "wants a call after six", "We wrote you an e-mail: Joe will call you.",
                                 "You wrote: Thank you", "Send text messages, since", "is no request yet"})
            QVERIFY2(text.contains(QString::fromLatin1(part)), part);
    }

    void holdsNobodyElsesData()
    {
        const QString text = textOfFile(PersonRows().file());
        for (const char *part : {"sam@office.test", "joe@plumbers.test", "/l/secret", "4500", "45.00", "eligible"})
            QVERIFY2(!text.contains(QString::fromLatin1(part)), part);
    }

    void tellsOfMessagesThatWereSent()
    {
        PersonRows maria;
        for (auto &message : maria.rows.messages)
            message["status"] = "pending";
        const QString text = textOfFile(maria.file());
        QVERIFY(!text.contains(QStringLiteral("We wrote you")) && !text.contains(QStringLiteral("We sent")));
        QVERIFY(text.contains(QStringLiteral("You wrote: Thank you")));
        maria.rows.messages[1].update({{"status", "sent"}, {"sent_text", nullptr}});
        QVERIFY(textOfFile(maria.file()).contains(QStringLiteral("We wrote you an e-mail.\n")));
    }

    void saysThatThereIsNothing()
    {
        const QString text = textOfFile(PersonFile::of({QStringLiteral("+15125550199"), {}}, {}));
        QVERIFY(text.contains(QStringLiteral("Nothing.")));
    }

    void leavesOutWhatWasErased()
    {
        PersonRows maria;
        maria.rows.leads[0]["erased_at"] = "2026-11-20T10:00:00+00:00";
        const QString text = textOfFile(maria.file());
        QVERIFY(text.contains(QStringLiteral("Request 1,")) && !text.contains(QStringLiteral("Request 2,")));
    }
};

QTEST_GUILESS_MAIN(TestGivenFile)
#include "tst_givenfile.moc"
