#include "server/intake/personmatcher.h"

#include <QTest>

using namespace pl;
using namespace pl::intake;
using nlohmann::json;

/// Who is the same person, asking for the same.
class TestPersonMatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void linksToTheFirst();
    void doesNotMatchItself();
    void nothingUnknownMakesThemTheSame_data();
    void nothingUnknownMakesThemTheSame();
    void doesNotAskForWhatIsUnknown();
    void asksInModerateRequests();

private:
    static json lead(const char *id, const json &changes = {}, qint64 daysAgo = 0);
};

namespace {

constexpr const char *kOld = "00000000-0000-4000-8000-000000000001";
constexpr const char *kOlder = "00000000-0000-4000-8000-000000000002";
constexpr const char *kNew = "00000000-0000-4000-8000-000000000003";

} // namespace

json TestPersonMatcher::lead(const char *id, const json &changes, qint64 daysAgo)
{
    json row{{"id", id},
             {"email", "maria@home.example"},
             {"phone_number", "+15125550101"},
             {"service_needed", "Drain Cleaning"},
             {"created_at", Timestamp::now().addSeconds(-daysAgo * 86400 - 60).toString().toStdString()},
             {"duplicate_of", nullptr}};
    if (!changes.is_null())
        row.update(changes);
    return row;
}

void TestPersonMatcher::matches_data()
{
    QTest::addColumn<std::string>("changes");
    QTest::addColumn<int>("daysAgo");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("all the same") << std::string("{}") << 1 << true;
    QTest::newRow("other e-mail") << std::string(R"({"email":"m@work.example"})") << 1 << true;
    QTest::newRow("other phone") << std::string(R"({"phone_number":"+15125550102"})") << 1 << true;
    QTest::newRow("e-mail in another case")
        << std::string(R"({"phone_number":"+15125550102","email":"MARIA@home.example"})") << 1 << true;
    QTest::newRow("both other") << std::string(R"({"phone_number":"+15125550102","email":"m@work.example"})") << 1
                                << false;
    QTest::newRow("other service") << std::string(R"({"service_needed":"Repiping"})") << 1 << false;
    QTest::newRow("29 days") << std::string("{}") << 29 << true;
    QTest::newRow("31 days") << std::string("{}") << 31 << false;
    QTest::newRow("no time") << std::string(R"({"created_at":null})") << 1 << false;
}

void TestPersonMatcher::matches()
{
    QFETCH(std::string, changes);
    QFETCH(int, daysAgo);
    QFETCH(bool, isSame);
    PersonMatcher matcher;
    matcher.learn(json::array({lead(kOld, json::parse(changes), daysAgo)}));
    std::vector<json> rows{lead(kNew)};
    matcher.link(rows);
    QVERIFY(rows[0]["duplicate_of"] == (isSame ? json(kOld) : json()));
}

void TestPersonMatcher::linksToTheFirst()
{
    PersonMatcher matcher;
    matcher.learn(json::array({lead(kOld, {{"duplicate_of", kOlder}}, 1)}));
    std::vector<json> rows{lead(kNew)};
    matcher.link(rows);
    QVERIFY(rows[0]["duplicate_of"] == kOlder);
}

void TestPersonMatcher::doesNotMatchItself()
{
    PersonMatcher matcher;
    matcher.learn(json::array({lead(kNew), 7, nullptr}));
    std::vector<json> rows{lead(kNew)};
    matcher.link(rows);
    QVERIFY(rows[0]["duplicate_of"].is_null());
}

void TestPersonMatcher::nothingUnknownMakesThemTheSame_data()
{
    QTest::addColumn<std::string>("changes"); // of both
    QTest::addColumn<std::string>("other");   // of the earlier one
    QTest::addColumn<bool>("isSame");
    const auto row = [](const char *name, const char *changes, const char *other, bool isSame) {
        QTest::newRow(name) << std::string(changes) << std::string(other) << isSame;
    };
    row("no e-mail, other phones", R"({"email":""})", R"({"phone_number":"+15125550102"})", false);
    row("no e-mail, the same phone", R"({"email":""})", "{}", true);
    row("no phone, other e-mails", R"({"phone_number":""})", R"({"email":"m@work.example"})", false);
    row("no phone, the same e-mail", R"({"phone_number":""})", "{}", true);
    row("no service", R"({"service_needed":""})", "{}", false);
    row("a number that nobody can have", R"({"phone_number":"+10000000000","has_real_phone":false})",
        R"({"email":"m@work.example"})", false);
    row("such a number, the same e-mail", R"({"phone_number":"+10000000000","has_real_phone":false})", "{}", true);
    row("a real number", R"({"has_real_phone":true})", R"({"email":"m@work.example"})", true);
    row("tests", R"({"is_test":true})", "{}", false);
    row("a test before a lead", "{}", R"({"is_test":true})", false);
}

void TestPersonMatcher::nothingUnknownMakesThemTheSame()
{
    QFETCH(std::string, changes);
    QFETCH(std::string, other);
    QFETCH(bool, isSame);
    json earlier = lead(kOld, json::parse(changes), 1);
    earlier.update(json::parse(other));
    PersonMatcher matcher;
    matcher.learn(json::array({earlier}));
    std::vector<json> rows{lead(kNew, json::parse(changes))};
    matcher.link(rows);
    QVERIFY(rows[0]["duplicate_of"] == (isSame ? json(kOld) : json()));
}

void TestPersonMatcher::doesNotAskForWhatIsUnknown()
{
    const auto targets = [](const std::vector<json> &rows) {
        QByteArray all;
        for (const auto &query : PersonMatcher::queries(rows))
            all += QByteArray::fromPercentEncoding(query.target()) + '\n';
        return all;
    };
    QVERIFY(PersonMatcher::queries({lead(kNew, {{"service_needed", ""}}), lead(kNew, {{"is_test", true}}),
                                    lead(kNew, {{"email", ""}, {"has_real_phone", false}})})
                .isEmpty());
    const QByteArray byPhone = targets({lead(kNew, {{"email", ""}})});
    QVERIFY(byPhone.contains("phone_number=in.(\"+15125550101\")") && !byPhone.contains("email=in."));
    const QByteArray byEmail = targets({lead(kNew, {{"phone_number", ""}}), lead(kOld, {{"email", ""}})});
    QVERIFY(byEmail.contains("email=in.(\"maria@home.example\"") && !byEmail.contains("\"\""));
}

void TestPersonMatcher::asksInModerateRequests()
{
    std::vector<json> rows;
    for (int i = 0; i < 100; ++i)
        rows.push_back(lead(kNew, {{"email", std::string(200, 'a') + std::to_string(i) + "@home.example"},
                                   {"phone_number", "+1512555" + std::to_string(1000 + i)}}));
    QByteArray all;
    for (const auto &query : PersonMatcher::queries(rows)) {
        QVERIFY2(query.target().size() < 8000, query.target().constData());
        all += QByteArray::fromPercentEncoding(query.target());
    }
    for (int i = 0; i < 100; ++i)
        QVERIFY(all.contains(QByteArray::number(1000 + i)) && all.contains(QByteArray::number(i) + "@home.example"));
}

QTEST_GUILESS_MAIN(TestPersonMatcher)
#include "tst_personmatcher.moc"
