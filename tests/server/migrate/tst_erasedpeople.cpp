#include "models/domain/donotcontact.h"
#include "tests/server/migrate/twooffices.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using nlohmann::json;

/// What is left of a person who was erased, and what people asked not to get, on a real PostgreSQL and in the embedded
/// database.
class TestErasedPeople : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void nothingOfAnErasedPersonIsLeft();
    void whatHappenedStays();
    void aRefusalOutlivesItsPerson();
    void startEndsWhatStopBegan();
    void whoRefusesToBeSoldIsNotAssigned();
    void laterLeadsOfThatPersonNeither();
    void aRefusalIsInOnesOwnName();
    void onlyWhatTheOfficeEnteredIsTakenBack();
    void nobodyReadsTheSalt();

private:
    void makePerson();
    QString insert(const char *who, const char *table, const json &row, const QString &refusal = {})
    {
        return m_offices.insert(QString::fromLatin1(who), QString::fromLatin1(table), row, refusal);
    }
    QString changeLead(const char *who, const json &changes, const QString &refusal = {});
    /// One value of PostgreSQL, and the first row's only one of the embedded database.
    QStringList both(const QString &column, const QString &table, const QString &where, const QByteArray &filter);
    /// The channels of do_not_contact(), by both.
    QStringList refusals(const QString &phone, const QString &email);

    TwoOffices m_offices;
};

namespace {

const QString kDone;
const QString kPersonsLead = QStringLiteral("20000000-0000-4000-8000-000000000077");
const QString kPhone = QStringLiteral("+15125550177");
const std::string kSource = "50000000-0000-4000-8000-000000000001";
const std::string kPlumberAnn = "10000000-0000-4000-8000-000000000001";

json personsLead()
{
    return {{"id", kPersonsLead.toStdString()},
            {"first_name", "Mark7"},
            {"last_name", "MARK7"},
            {"email", "Mark7@home.test"},
            {"phone_number", kPhone.toStdString()},
            {"service_needed", "The drain of MARK7"},
            {"urgency", "day"},
            {"zip_code", "MARK7"},
            {"description", "MARK7"},
            {"street", "MARK7"},
            {"city", "MARK7"},
            {"state", "MARK7"},
            {"phone_extension", "MARK7"},
            {"answers", {{"MARK7", "MARK7"}}},
            {"origin", {{"page", "https://mark7.test"}}},
            {"external_id", "MARK7"},
            {"source_id", kSource},
            {"consent", {{"at", "2026-11-20T10:00:00Z"}, {"text", "MARK7"}, {"address", "MARK7"}}}};
}

json refusal(const char *contact, const char *channel)
{
    return {
        {"contact", contact}, {"channel", channel}, {"way", "call"}, {"reason", "MARK7"}, {"said_on", "2026-11-28"}};
}

} // namespace

void TestErasedPeople::initTestCase()
{
    QVERIFY2(m_offices.start(), m_offices.log());
}

void TestErasedPeople::init()
{
    QVERIFY(m_offices.reload());
}

QString TestErasedPeople::changeLead(const char *who, const json &changes, const QString &refused)
{
    return m_offices.change(QString::fromLatin1(who), QStringLiteral("leads"), QStringLiteral("id"), kPersonsLead,
                            changes, refused);
}

QStringList TestErasedPeople::both(const QString &column, const QString &table, const QString &where,
                                   const QByteArray &filter)
{
    const json rows =
        m_offices.embedded().read("/rest/v1/" + table.toUtf8() + "?select=" + column.toUtf8() + '&' + filter);
    const json value = rows.empty() ? json() : *rows.at(0).begin();
    return {m_offices.postgres().text(QStringLiteral("select to_jsonb(%1) from %2 where %3").arg(column, table, where)),
            QString::fromStdString(value.dump())};
}

QStringList TestErasedPeople::refusals(const QString &phone, const QString &email)
{
    const json asked{{"phone", phone.toStdString()}, {"email", email.toStdString()}};
    auto &database = m_offices.postgres().connection();
    const auto answer = database.inTransaction([&]() -> Result<QString> {
        if (const auto became = becomeCaller(database, QStringLiteral("service")); !became)
            return became.error();
        return textOf(database, QStringLiteral("select do_not_contact('%1', '%2')").arg(phone, email));
    });
    const json here = json::parse(answer.valueOr(QString()).toStdString(), nullptr, false);
    const json there = m_offices.embedded().json(QStringLiteral("staff"), "POST", "/rest/v1/rpc/do_not_contact",
                                                 QByteArray::fromStdString(asked.dump()));
    QStringList channels;
    for (const json &list : {here, there}) {
        QStringList words;
        if (const auto found = DoNotContact::fromJson(list))
            for (const ContactRefusal &one : found->all)
                words += QString(enumName(one.channel));
        words.sort();
        channels += words.join(u' ');
    }
    return channels;
}

/// A marker in everything that the office has of a person.
void TestErasedPeople::makePerson()
{
    QCOMPARE(insert("service", "leads", personsLead()), kDone);
    QCOMPARE(changeLead("staff", {{"assigned_plumber_id", kPlumberAnn}, {"decision", {{"near", "MARK7"}}}}), kDone);
    const std::string lead = kPersonsLead.toStdString();
    const std::string import = "70000000-0000-4000-8000-000000000001";
    const std::pair<const char *, json> rows[] = {
        {"lead_events", {{"lead_id", lead}, {"kind", "note"}, {"actor", "server"}, {"note", "MARK7"}}},
        {"notifications",
         {{"lead_id", lead},
          {"channel", "sms"},
          {"template", "plumber_found"},
          {"recipient", "Mark7@home.test"},
          {"status", "sent"},
          {"sent_text", "Hello MARK7"},
          {"provider_id", "MARK7"},
          {"error", "MARK7"},
          {"delivery_error", "MARK7"}}},
        {"notifications",
         {{"channel", "sms"},
          {"template", "reply"},
          {"recipient", kPhone.toStdString()},
          {"status", "sent"},
          {"body", "MARK7"}}},
        {"intake_items",
         {{"source_id", kSource},
          {"cause", "unmapped"},
          {"status", "taken"},
          {"body", "MARK7"},
          {"reason", "MARK7"},
          {"note", "MARK7"},
          {"lead_id", lead}}},
        {"imports", {{"id", import}, {"kind", "leads"}, {"file_name", "old.csv"}, {"total", 1}}},
        {"import_changes",
         {{"import_id", import},
          {"row_id", lead},
          {"before", {{"first_name", "MARK7"}}},
          {"after", {{"first_name", "Mark7"}}},
          {"version", 1}}},
        {"payments",
         {{"lead_id", lead},
          {"plumber_id", kPlumberAnn},
          {"amount_cents", 100},
          {"status", "refunded"},
          {"refund_reason", "MARK7 had moved"}}},
        {"opt_outs", {{"phone_number", kPhone.toStdString()}}}};
    for (const auto &[table, row] : rows)
        QCOMPARE(insert("service", table, row), kDone);
    QCOMPARE(insert("staff", "contact_refusals", refusal(" MARK7@home.test", "email")), kDone);
    QVERIFY(m_offices.tablesWith(QStringLiteral("mark7")).size() == 14); // seven tables, in both
}

void TestErasedPeople::nothingOfAnErasedPersonIsLeft()
{
    makePerson();
    QCOMPARE(changeLead("service", {{"erased_at", "2026-11-30T12:00:00Z"}}), kDone);
    QCOMPARE(m_offices.tablesWith(QStringLiteral("mark7")), QStringList());
    QCOMPARE(m_offices.tablesWith(QStringLiteral("5125550177")), QStringList());
}

void TestErasedPeople::whatHappenedStays()
{
    makePerson();
    QCOMPARE(changeLead("service",
                        {{"erased_at", "2026-11-30T12:00:00Z"}, {"status", "completed"}, {"closed_reason", "lost"}}),
             kDone);
    const QString ofLead = QStringLiteral("lead_id = '%1'").arg(kPersonsLead);
    const QByteArray filter = "lead_id=eq." + kPersonsLead.toUtf8();
    QCOMPARE(both(QStringLiteral("consent"), QStringLiteral("leads"), QStringLiteral("id = '%1'").arg(kPersonsLead),
                  "id=eq." + kPersonsLead.toUtf8()),
             (QStringList{QStringLiteral("{\"at\": \"2026-11-20T10:00:00Z\"}"),
                          QStringLiteral("{\"at\":\"2026-11-20T10:00:00Z\"}")}));
    for (const QString &amount :
         both(QStringLiteral("amount_cents"), QStringLiteral("payments"),
              ofLead + QStringLiteral(" and status = 'refunded'"), filter + "&status=eq.refunded"))
        QCOMPARE(amount, QStringLiteral("100"));
    // Who was told: the plumber's own address is no customer's.
    for (const QString &recipient :
         both(QStringLiteral("recipient"), QStringLiteral("notifications"),
              ofLead + QStringLiteral(" and template = 'lead_assigned' and channel = 'email'"),
              filter + "&template=eq.lead_assigned&channel=eq.email"))
        QCOMPARE(recipient, QStringLiteral("\"ann@pipes.test\""));
    for (const QString &reason : both(QStringLiteral("closed_reason"), QStringLiteral("leads"),
                                      QStringLiteral("id = '%1'").arg(kPersonsLead), "id=eq." + kPersonsLead.toUtf8()))
        QCOMPARE(reason, QStringLiteral("\"lost\""));
    for (const char *change : {"zip_code", "external_id", "street"})
        QCOMPARE(changeLead("service", {{change, "x"}}, QStringLiteral("P0001")), kDone);
}

void TestErasedPeople::aRefusalOutlivesItsPerson()
{
    makePerson();
    const QStringList known(2, QStringLiteral("email sms"));
    QCOMPARE(refusals(kPhone, QStringLiteral("mark7@HOME.test")), known);
    QCOMPARE(changeLead("service", {{"erased_at", "2026-11-30T12:00:00Z"}}), kDone);
    QCOMPARE(refusals(kPhone, QStringLiteral("mark7@HOME.test")), known);
    QCOMPARE(refusals(kPhone, {}), QStringList(2, QStringLiteral("sms")));
    QCOMPARE(refusals(QStringLiteral("+15125550178"), QStringLiteral("x@home.test")), QStringList(2, QString()));
}

void TestErasedPeople::startEndsWhatStopBegan()
{
    makePerson();
    QCOMPARE(changeLead("service", {{"erased_at", "2026-11-30T12:00:00Z"}}), kDone);
    const QString again = QStringLiteral("select text_again('%1')").arg(kPhone);
    QCOMPARE(m_offices.postgres().as(QStringLiteral("service"), again).text(), QStringLiteral("1"));
    QCOMPARE(m_offices.postgres().as(QStringLiteral("admin"), again).text(), QStringLiteral("42501"));
    const QByteArray body = R"({"phone":"+15125550177"})";
    QCOMPARE(m_offices.embedded().ask(QStringLiteral("admin"), "POST", "/rest/v1/rpc/text_again", body).status, 403);
    QCOMPARE(m_offices.embedded().ask(QStringLiteral("service"), "POST", "/rest/v1/rpc/text_again", body).body,
             QByteArray("1"));
    QCOMPARE(refusals(kPhone, QStringLiteral("mark7@home.test")), QStringList(2, QStringLiteral("email")));
}

void TestErasedPeople::whoRefusesToBeSoldIsNotAssigned()
{
    QCOMPARE(insert("service", "leads", personsLead()), kDone);
    QCOMPARE(insert("staff", "contact_refusals", refusal("MARK7@HOME.test", "sale")), kDone);
    for (const char *who : {"staff", "admin", "service"})
        QCOMPARE(changeLead(who, {{"assigned_plumber_id", kPlumberAnn}}, QStringLiteral("P0001")), kDone);
    for (const QList<HistoryLine> &lines :
         {m_offices.historyInPostgres(kPersonsLead), m_offices.historyInEmbedded(kPersonsLead)}) {
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[1].note, std::optional(QStringLiteral("do_not_sell")));
        QCOMPARE(lines[1].actor, QStringLiteral("sam@office.test"));
    }
    QCOMPARE(m_offices.remove(QStringLiteral("admin"), QStringLiteral("contact_refusals"), QStringLiteral("channel"),
                              QStringLiteral("sale")),
             kDone);
    QCOMPARE(changeLead("staff", {{"assigned_plumber_id", kPlumberAnn}}), kDone);
}

void TestErasedPeople::laterLeadsOfThatPersonNeither()
{
    QCOMPARE(insert("staff", "contact_refusals", refusal("+15125550177", "sale")), kDone);
    json assigned = personsLead();
    assigned["assigned_plumber_id"] = kPlumberAnn;
    QCOMPARE(insert("service", "leads", assigned, QStringLiteral("P0001")), kDone);
    QCOMPARE(insert("service", "leads", personsLead()), kDone);
    QCOMPARE(changeLead("staff", {{"assigned_plumber_id", kPlumberAnn}}, QStringLiteral("P0001")), kDone);
    QCOMPARE(changeLead("staff", {{"phone_number", "+15125550178"}}), kDone); // somebody else's, after all
    QCOMPARE(changeLead("staff", {{"assigned_plumber_id", kPlumberAnn}}), kDone);
}

void TestErasedPeople::aRefusalIsInOnesOwnName()
{
    json another = refusal("+15125550177", "call");
    another["entered_by"] = "ada@office.test";
    QCOMPARE(insert("staff", "contact_refusals", another, QStringLiteral("42501")), kDone);
    QCOMPARE(insert("staff", "contact_refusals", refusal(" ", "call"), QStringLiteral("P0001")), kDone);
    QCOMPARE(insert("staff", "contact_refusals", refusal("+15125550177", "fax"), QStringLiteral("23514")), kDone);
    QCOMPARE(insert("plumber", "contact_refusals", refusal("+15125550177", "call"), QStringLiteral("42501")), kDone);
    QCOMPARE(insert("staff", "contact_refusals", refusal("+15125550177", "call")), kDone);
    QCOMPARE(insert("staff", "contact_refusals", refusal("+15125550177", "call"), QStringLiteral("23505")), kDone);
    for (const QString &who : both(QStringLiteral("entered_by"), QStringLiteral("contact_refusals"),
                                   QStringLiteral("channel = 'call'"), "channel=eq.call"))
        QCOMPARE(who, QStringLiteral("\"sam@office.test\""));
}

void TestErasedPeople::onlyWhatTheOfficeEnteredIsTakenBack()
{
    QCOMPARE(insert("service", "contact_refusals", refusal("+15125550177", "sms")), kDone);
    QCOMPARE(m_offices.postgres().as(QStringLiteral("admin"), QStringLiteral("delete from contact_refusals")).text(),
             QStringLiteral("0"));
    QCOMPARE(
        m_offices.embedded().ask(QStringLiteral("admin"), "DELETE", "/rest/v1/contact_refusals?channel=eq.sms").status,
        204);
    QCOMPARE(refusals(kPhone, {}), QStringList(2, QStringLiteral("sms")));
}

void TestErasedPeople::nobodyReadsTheSalt()
{
    for (const char *who : {"staff", "admin"}) {
        const QString name = QString::fromLatin1(who);
        QCOMPARE(
            m_offices.postgres().as(name, QStringLiteral("select * from settings where key = 'contact_salt'")).text(),
            QStringLiteral("0"));
        QCOMPARE(m_offices.embedded().json(name, "GET", "/rest/v1/settings?key=eq.contact_salt").size(), size_t(0));
    }
    QCOMPARE(m_offices.postgres()
                 .as(QStringLiteral("service"), QStringLiteral("select * from settings where key = 'contact_salt'"))
                 .text(),
             QStringLiteral("1"));
    QCOMPARE(m_offices.embedded().read("/rest/v1/settings?key=eq.contact_salt").size(), size_t(1));
}

QTEST_GUILESS_MAIN(TestErasedPeople)
#include "tst_erasedpeople.moc"
