#include "models/domain/donotcontact.h"

#include <QTest>

using namespace pl;
using nlohmann::json;

class TestDoNotContact : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forbidsWhatWasRefused();
    void writesWhatPeopleMayWrite();
    void refusesNonsense_data();
    void refusesNonsense();
};

void TestDoNotContact::forbidsWhatWasRefused()
{
    const json answer{{{"id", nullptr},
                       {"channel", "sms"},
                       {"way", "reply"},
                       {"reason", nullptr},
                       {"said_on", nullptr},
                       {"entered_by", nullptr},
                       {"at", "2026-11-20T12:00:00+00:00"}},
                      {{"id", "20000000-0000-4000-8000-000000000001"},
                       {"channel", "sale"},
                       {"way", "letter"},
                       {"reason", "Moved away"},
                       {"said_on", "2026-11-01"},
                       {"entered_by", "sam@office.test"},
                       {"at", "2026-11-21T12:00:00+00:00"}}};
    const auto found = DoNotContact::fromJson(answer);
    QVERIFY(found.ok());
    QVERIFY(found->forbids(ContactChannel::Sms) && found->forbids(ContactChannel::Sale));
    QVERIFY(!found->forbids(ContactChannel::Email) && !found->forbids(ContactChannel::Call));
    QVERIFY(!found->all[0].id && found->all[0].enteredBy.isEmpty());
    QCOMPARE(found->all[1].saidOn, std::optional(QDate(2026, 11, 1)));
    QCOMPARE(found->all[1].way, RefusalWay::Letter);
    QVERIFY(!DoNotContact().forbids(ContactChannel::Sms));
}

void TestDoNotContact::writesWhatPeopleMayWrite()
{
    const ContactRefusal refusal{.contact = QStringLiteral("+15125550143"),
                                 .channel = ContactChannel::Call,
                                 .way = RefusalWay::Email,
                                 .saidOn = QDate(2026, 11, 2)};
    QVERIFY(refusal.toJson() == json({{"contact", "+15125550143"},
                                      {"channel", "call"},
                                      {"way", "email"},
                                      {"reason", nullptr},
                                      {"said_on", "2026-11-02"}}));
}

void TestDoNotContact::refusesNonsense_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("no list") << QByteArray("{}");
    QTest::newRow("no channel") << QByteArray(R"([{"way":"call","at":"2026-11-20T12:00:00Z"}])");
    QTest::newRow("unknown channel") << QByteArray(R"([{"channel":"fax","way":"call","at":"2026-11-20T12:00:00Z"}])");
}

void TestDoNotContact::refusesNonsense()
{
    QFETCH(QByteArray, answer);
    QVERIFY(!DoNotContact::fromJson(json::parse(answer.toStdString())).ok());
}

QTEST_GUILESS_MAIN(TestDoNotContact)
#include "tst_donotcontact.moc"
