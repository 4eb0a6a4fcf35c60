#include "tests/server/migrate/officedatabase.h"

#include <QTest>

using namespace pl;
using namespace pl::test;

/// What PostgreSQL itself does to texts and prices, whoever writes them and however: as tst_embeddedwords.
class TestMigratedWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_office.start(), m_office.log()); }
    void init() { QVERIFY2(m_office.reload(), m_office.log()); }
    void everyInvisibleCharacterIsRemoved();
    void textsLoseInvisibleCharacters();
    void whatASourceSentStays();
    void aLeadMayLackANameOrAService();
    void refuses_data();
    void refuses();
    void existingRowsAreUnchanged();
    void staffMarksAReplyAsSeen();

private:
    QString as(const char *who, const QString &statement)
    {
        return m_office.tryAs(QString::fromLatin1(who), statement).text();
    }

    OfficeDatabase m_office;
};

namespace {

const QString kNewLead = QStringLiteral("insert into leads (first_name, last_name, email, phone_number, service_needed,"
                                        " urgency) values (%1, 'B', 'new@home.test', '1', %2, 'day')");

} // namespace

/// The same list as the program's: each range's ends go, their neighbors stay.
void TestMigratedWords::everyInvisibleCharacterIsRemoved()
{
    const QList<QPair<uint, uint>> ranges{{0xad, 0xad},       {0x34f, 0x34f},    {0x61c, 0x61c},   {0x115f, 0x1160},
                                          {0x17b4, 0x17b5},   {0x180b, 0x180f},  {0x200b, 0x200f}, {0x202a, 0x202e},
                                          {0x2060, 0x206f},   {0x2800, 0x2800},  {0x3164, 0x3164}, {0xfe00, 0xfe0f},
                                          {0xfeff, 0xfeff},   {0xffa0, 0xffa0},  {0xfff0, 0xfff8}, {0x1bca0, 0x1bca3},
                                          {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff}};
    for (const auto &[first, last] : ranges)
        for (const auto &[point, stays] :
             {std::pair{first - 1, true}, {first, false}, {last, false}, {last + 1, true}}) {
            QVERIFY(m_office
                        .as(QStringLiteral("staff"),
                            QStringLiteral("update leads set description = 'a' || chr(%1) || 'b' where id ="
                                           " '20000000-0000-4000-8000-000000000001'")
                                .arg(point))
                        .text() == u"1");
            const QString length = m_office.text(QStringLiteral("select length(description) from leads where id ="
                                                                " '20000000-0000-4000-8000-000000000001'"));
            QVERIFY2(length == (stays ? u"3" : u"2"), qPrintable(QString::number(point, 16)));
        }
}

void TestMigratedWords::textsLoseInvisibleCharacters()
{
    m_office.as(QStringLiteral("staff"),
                kNewLead.arg(QStringLiteral("U&'Ma\\200Bria'"), QStringLiteral("U&'Dr\\2060ain'")));
    m_office.as(QStringLiteral("service"),
                QStringLiteral("update leads set consent = jsonb_build_object('t', U&'y\\FEFFes') where email ="
                               " 'new@home.test'"));
    QCOMPARE(m_office.text(QStringLiteral("select first_name, service_needed, consent from leads where email ="
                                          " 'new@home.test'")),
             QStringLiteral("Maria|Drain|{\"t\": \"yes\"}"));
    QCOMPARE(as("staff", QStringLiteral("select from plumbers")), QStringLiteral("4"));
    m_office.as(QStringLiteral("staff"),
                QStringLiteral("update plumbers set services = jsonb_build_array(U&'M\\3164')"));
    QCOMPARE(m_office.text(QStringLiteral("select distinct services from plumbers")), QStringLiteral("[\"M\"]"));
    m_office.as(QStringLiteral("staff"),
                QStringLiteral("insert into lead_events (lead_id, kind, actor, note) values"
                               " ('20000000-0000-4000-8000-000000000001', 'note', 'sam@office.test', U&'M\\202E')"));
    QCOMPARE(m_office.text(QStringLiteral("select note, length(note) from lead_events where kind = 'note'")),
             QStringLiteral("M|1"));
}

void TestMigratedWords::whatASourceSentStays()
{
    m_office.as(QStringLiteral("service"),
                QStringLiteral("insert into intake_items (source_id, cause, body, reason) values"
                               " ('50000000-0000-4000-8000-000000000001', 'unmapped', U&'M\\200B', U&'M\\200B')"));
    QCOMPARE(m_office.text(QStringLiteral("select length(body), length(reason) from intake_items")),
             QStringLiteral("2|1"));
    m_office.as(QStringLiteral("staff"),
                QStringLiteral("update intake_items set status = 'discarded', note = U&'An\\FEFF ad'"));
    QCOMPARE(m_office.text(QStringLiteral("select length(body), note from intake_items")), QStringLiteral("2|An ad"));
}

void TestMigratedWords::aLeadMayLackANameOrAService()
{
    QCOMPARE(as("staff", kNewLead.arg(QStringLiteral("''"), QStringLiteral("''"))), QStringLiteral("1"));
    QCOMPARE(as("staff", QStringLiteral("update leads set first_name = '', last_name = '', email = ''")),
             QStringLiteral("6"));
}

void TestMigratedWords::refuses_data()
{
    QTest::addColumn<QString>("statement");
    const auto row = [](const char *name, const QString &statement) { QTest::newRow(name) << statement; };
    row("a link as a name", kNewLead.arg(QStringLiteral("'http://evil.example'"), QStringLiteral("'Drain'")));
    row("a hidden link", kNewLead.arg(QStringLiteral("U&'w\\200BWw.evil.example'"), QStringLiteral("'Drain'")));
    row("a link as a service", kNewLead.arg(QStringLiteral("'A'"), QStringLiteral("'see www.evil.example'")));
    row("a plumber's name of nothing", QStringLiteral("update plumbers set last_name = U&'\\3164 \\2800'"));
    row("a link as a street", QStringLiteral("update leads set street = 'www.evil.example'"));
    row("a new lead whom nobody can reach",
        QStringLiteral("insert into leads (first_name, last_name, email, phone_number, service_needed, urgency) values"
                       " ('A', 'B', ' ', U&'\\3164', 'Drain', 'day')"));
    row("nobody to reach any more", QStringLiteral("update leads set email = '', phone_number = ''"));
    row("a name that becomes a link", QStringLiteral("update leads set last_name = 'x://y'"));
    row("a plumber's name", QStringLiteral("update plumbers set first_name = 'www.evil.example'"));
    row("a service's name", QStringLiteral("insert into services (name, category, price_cents) values"
                                           " ('www.a.example', 'x', 100)"));
    row("a cent", QStringLiteral("insert into services (name, category, price_cents) values ('x', 'y', 1)"));
    row("too little for a month",
        QStringLiteral("insert into services (name, category, price_cents) values ('x', 'y', 61)"));
    row("a lower price", QStringLiteral("update services set price_cents = 33"));
    row("a default price", QStringLiteral("update settings set value = '60' where key = 'default_price_cents'"));
    row("a factor", QStringLiteral("update settings set value = '{\"day\": 1.5, \"week\": 1, \"month\": 0.01}'"
                                   " where key = 'urgency_factor'"));
}

void TestMigratedWords::refuses()
{
    QFETCH(QString, statement);
    QCOMPARE(as("admin", statement), QStringLiteral("P0001"));
}

void TestMigratedWords::existingRowsAreUnchanged()
{
    const QString id = QStringLiteral("20000000-0000-4000-8000-000000000001");
    const auto done = [this](const char *who, const QString &statement) {
        return m_office.as(QString::fromLatin1(who), statement).text();
    };
    QCOMPARE(done("service", QStringLiteral("update leads set last_name = 'www.old.example' where id = '%1'").arg(id)),
             QStringLiteral("1"));
    QCOMPARE(done("staff", QStringLiteral("update leads set zip_code = '78701' where id = '%1'").arg(id)),
             QStringLiteral("1"));
    QCOMPARE(done("admin", QStringLiteral("insert into services (name, category, price_cents, active) values"
                                          " ('Free', 'x', 0, true), ('Old', 'x', 9, false), ('Least', 'x', 62, true)")),
             QStringLiteral("1"));
    QCOMPARE(done("admin", QStringLiteral("update services set category = 'y' where name = 'Old'")),
             QStringLiteral("1"));
    QCOMPARE(done("admin", QStringLiteral("update services set active = true where name = 'Old'")),
             QStringLiteral("P0001"));
    QCOMPARE(done("admin", QStringLiteral("update settings set value = '0' where key = 'default_price_cents'")),
             QStringLiteral("1"));
    QCOMPARE(done("admin", QStringLiteral("update settings set value = '{\"day\": 2, \"week\": 1, \"month\": 0.9}'"
                                          " where key = 'urgency_factor'")),
             QStringLiteral("1"));
    done("admin", QStringLiteral("delete from services where name in ('Free', 'Old', 'Least')"));
    done("admin", QStringLiteral("update settings set value = '2500' where key = 'default_price_cents'"));
    done("admin", QStringLiteral("update settings set value = '{\"day\": 1.5, \"week\": 1.0, \"month\": 0.8}'"
                                 " where key = 'urgency_factor'"));
}

void TestMigratedWords::staffMarksAReplyAsSeen()
{
    m_office.as(QStringLiteral("service"),
                QStringLiteral("insert into notifications (channel, template, recipient, status, body, seen) values"
                               " ('sms', 'reply', '+15125550101', 'sent', 'Hi', false)"));
    QCOMPARE(as("staff", QStringLiteral("update notifications set seen = true")), QStringLiteral("1"));
    QCOMPARE(as("plumber", QStringLiteral("update notifications set seen = true")), QStringLiteral("0"));
    QCOMPARE(as("anon", QStringLiteral("update notifications set seen = true")), QStringLiteral("42501"));
    QCOMPARE(as("staff", QStringLiteral("update notifications set seen = true, body = 'Yes'")),
             QStringLiteral("42501"));
}

QTEST_GUILESS_MAIN(TestMigratedWords)
#include "tst_migratedwords.moc"
