#include "models/base/jsonreader.h"
#include "models/mapping/mapper.h"
#include "models/mapping/preset.h"
#include "models/supabase/networktransport.h"
#include "server/sorting/leadfetcher.h"
#include "tests/server/sorting/makerapis.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace pl;
using namespace pl::sorting;
using nlohmann::json;
using test::MakerApis;

/// Leads of which only the id came, over real HTTP.
class TestLeadFetcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fetchesLeads_data();
    void fetchesLeads();
    void tellsTroubleApart_data();
    void tellsTroubleApart();
    void knowsWhenToTryAgain();
    void survivesAnApiThatIsAway();

private:
    Result<json> fetch(const QString &service, const QString &id, const QByteArray &token);

    MakerApis m_apis;
    supabase::NetworkTransport m_transport{m_apis.url()};
    LeadFetcher m_fetcher{m_transport, m_transport};
};

Result<json> TestLeadFetcher::fetch(const QString &service, const QString &id, const QByteArray &token)
{
    return test::wait(m_fetcher.fetch(service, id, token));
}

void TestLeadFetcher::fetchesLeads_data()
{
    QTest::addColumn<QString>("service");
    QTest::newRow("Meta") << QStringLiteral("meta");
    QTest::newRow("Yelp") << QStringLiteral("yelp");
}

/// What the preset's sample says is what a maker tells, and becomes a lead.
void TestLeadFetcher::fetchesLeads()
{
    QFETCH(QString, service);
    const mapping::Preset *preset = mapping::presetOf(service);
    QVERIFY(preset);
    const json sample = json::parse(preset->sample.toStdString());
    const QString id = QString::fromStdString(sample["id"].get<std::string>());
    m_apis.leads[id.toLatin1()] = sample;
    const auto lead = fetch(service, id, m_apis.token);
    QVERIFY(lead.ok());
    QCOMPARE(dumpJson(*lead), dumpJson(sample));
    QVERIFY(preset->idsToFetch(*lead).isEmpty());
    const auto mapped = mapping::mapLead(*lead, preset->mapping, {});
    QVERIFY(std::holds_alternative<mapping::MappedLead>(mapped));
    QVERIFY(!m_apis.requests.last().query.contains(m_apis.token));
}

void TestLeadFetcher::tellsTroubleApart_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<int>("status"); // 0: the API's own answer
    QTest::addColumn<int>("metaCode");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *name, const char *service, const char *id, const char *token, int status,
                        int metaCode, ErrorCode code) {
        QTest::newRow(name) << QString::fromLatin1(service) << QString::fromLatin1(id) << QByteArray(token) << status
                            << metaCode << code;
    };
    row("Meta, expired token", "meta", "1", "EAAB-old", 0, 0, ErrorCode::Unauthenticated);
    row("Yelp, expired token", "yelp", "1", "old", 0, 0, ErrorCode::Unauthenticated);
    row("Meta, no such lead", "meta", "404", "EAAB-good", 0, 0, ErrorCode::NotFound);
    row("Yelp, no such lead", "yelp", "404", "EAAB-good", 0, 0, ErrorCode::NotFound);
    row("Meta, no right", "meta", "1", "EAAB-good", 403, 200, ErrorCode::Forbidden);
    row("Meta, rate by its code", "meta", "1", "EAAB-good", 400, 613, ErrorCode::RateLimited);
    row("Meta, passing trouble", "meta", "1", "EAAB-good", 500, 2, ErrorCode::Unavailable);
    row("Yelp, rate", "yelp", "1", "EAAB-good", 429, 0, ErrorCode::RateLimited);
    row("Yelp, broken", "yelp", "1", "EAAB-good", 502, 0, ErrorCode::Unavailable);
    row("no lead in a good answer", "yelp", "1", "EAAB-good", 200, 0, ErrorCode::Unavailable);
    row("unknown maker", "angi", "1", "EAAB-good", 0, 0, ErrorCode::NotFound);
    row("an id that leads elsewhere", "meta", "../me", "EAAB-good", 0, 0, ErrorCode::NotFound);
}

void TestLeadFetcher::tellsTroubleApart()
{
    QFETCH(QString, service);
    QFETCH(QString, id);
    QFETCH(QByteArray, token);
    QFETCH(int, status);
    QFETCH(int, metaCode);
    QFETCH(ErrorCode, code);
    m_apis.instead.reset();
    if (status > 0)
        m_apis.instead = metaCode > 0 ? MakerApis::metaError(status, metaCode) : MakerApis::json(status, {{"a", 1}});
    const auto lead = fetch(service, id, token);
    QVERIFY(!lead.ok());
    QCOMPARE(lead.error().code, code);
    QVERIFY(!lead.error().message.contains(QString::fromLatin1(token)));
    for (const http::Request &request : std::as_const(m_apis.requests))
        QVERIFY(!request.path.contains("/me"));
    m_apis.instead.reset();
}

void TestLeadFetcher::knowsWhenToTryAgain()
{
    m_apis.instead = MakerApis::json(429, {{"error", {{"code", "TOO_MANY_REQUESTS_PER_SECOND"}}}});
    m_apis.instead->headers.emplaceBack("Retry-After", "17");
    const auto lead = fetch(QStringLiteral("yelp"), QStringLiteral("1"), m_apis.token);
    m_apis.instead.reset();
    QCOMPARE(lead.error().retryAfterSeconds, 17);
}

void TestLeadFetcher::survivesAnApiThatIsAway()
{
    supabase::NetworkTransport nobody{QUrl(QStringLiteral("http://127.0.0.1:1"))};
    LeadFetcher fetcher(nobody, nobody);
    const auto lead = test::wait(fetcher.fetch(QStringLiteral("meta"), QStringLiteral("1"), "token"));
    QCOMPARE(lead.error().code, ErrorCode::Unavailable);
}

QTEST_GUILESS_MAIN(TestLeadFetcher)
#include "tst_leadfetcher.moc"
