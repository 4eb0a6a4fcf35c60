#include "models/domain/customerkey.h"

#include <QTest>

using namespace pl;

class TestCustomerKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPeopleType_data();
    void readsWhatPeopleType();
    void matchesByEither();
    void patternsQuoteWhatWouldMatchMore();
    void travelsAsJson();
};

void TestCustomerKey::readsWhatPeopleType_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("phone");
    QTest::addColumn<QString>("email");
    const auto row = [](const char *text, const char *phone, const char *email) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(phone) << QString::fromLatin1(email);
    };
    row("(512) 555-0143", "+15125550143", "");
    row("+1 512 555 0143", "+15125550143", "");
    row(" Rosa@Home.test ", "", "rosa@home.test");
    row("Rosa Example", "", "");
    row("12", "", "");
    row("@home", "", "");
    row("", "", "");
}

void TestCustomerKey::readsWhatPeopleType()
{
    QFETCH(QString, text);
    const auto key = CustomerKey::fromText(text).value_or(CustomerKey());
    QTEST(key.phone, "phone");
    QTEST(key.email, "email");
}

void TestCustomerKey::matchesByEither()
{
    Lead lead;
    lead.phoneNumber = QStringLiteral("+15125550143");
    lead.email = QStringLiteral("Rosa@home.test");
    const CustomerKey both = CustomerKey::of(lead);
    QCOMPARE(both.email, QStringLiteral("rosa@home.test"));
    QVERIFY(both.matches(lead));
    QVERIFY((CustomerKey{both.phone, {}}.matches(lead)));
    QVERIFY((CustomerKey{{}, both.email}.matches(lead)));
    QVERIFY((CustomerKey{QStringLiteral("+15125550144"), both.email}.matches(lead)));
    QVERIFY(!CustomerKey{QStringLiteral("+15125550144")}.matches(lead));
    Lead nameless;
    QVERIFY(!CustomerKey().matches(nameless));
    lead.erasedAt = Timestamp::now();
    QVERIFY(!both.matches(lead));
    QVERIFY(CustomerKey::of(lead).isEmpty());
}

void TestCustomerKey::patternsQuoteWhatWouldMatchMore()
{
    const CustomerKey key{{}, QStringLiteral("a_b%c@home.test")};
    QCOMPARE(key.emailPattern(), QStringLiteral("a\\_b\\%c@home.test"));
}

void TestCustomerKey::travelsAsJson()
{
    const CustomerKey key{QStringLiteral("+15125550143"), QStringLiteral("rosa@home.test")};
    const auto read = CustomerKey::fromJson(key.toJson());
    QVERIFY(read.ok());
    QVERIFY(*read == key);
    QVERIFY(!CustomerKey::fromJson({{"phone", ""}, {"email", " "}}).ok());
    QVERIFY(!CustomerKey::fromJson({{"phone", 1}}).ok());
}

QTEST_GUILESS_MAIN(TestCustomerKey)
#include "tst_customerkey.moc"
