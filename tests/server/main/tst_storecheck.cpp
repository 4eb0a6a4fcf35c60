#include "models/supabase/useradmin.h"
#include "server/main/adminaccount.h"
#include "server/main/storecheck.h"
#include "tests/support/faketransport.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::supabase;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using pl::test::FakeTransport;

/// What the server finds out about a remote store at its start, and the admin account that it makes there.
class TestStoreCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysOnceThatAllIsWell();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void saysWhenThatChanges();
    void comparesClocks_data();
    void comparesClocks();
    void leavesAGoodAdminAlone();
    void makesTheAdminAgainAfterALostRace();

private:
    void answer(const QByteArray &method, const QByteArray &target, int status, const QByteArray &body,
                Headers headers = {});

    std::unique_ptr<FakeTransport> m_transport;
    KeyCredentials m_key{"sb_secret_x"};
    std::unique_ptr<RestClient> m_rest;
};

namespace {

constexpr StoreCheck::Pace kQuick{5ms, 5ms};
const QString kUrl = u"https://abc.supabase.co"_s;

QByteArray httpTime(qint64 secondsFromNow)
{
    const QDateTime time = QDateTime::currentDateTimeUtc().addSecs(secondsFromNow);
    return QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

} // namespace

void TestStoreCheck::init()
{
    m_rest.reset();
    m_transport = std::make_unique<FakeTransport>();
    m_rest = std::make_unique<RestClient>(*m_transport, m_key);
}

void TestStoreCheck::answer(const QByteArray &method, const QByteArray &target, int status, const QByteArray &body,
                            Headers headers)
{
    m_transport->answerNext(method, target, [=](const HttpRequest &) -> Result<HttpResponse> {
        return HttpResponse{status, headers, body};
    });
}

void TestStoreCheck::saysOnceThatAllIsWell()
{
    StoreCheck check(*m_rest, kUrl, kQuick);
    QSignalSpy usable(&check, &StoreCheck::usable);
    QSignalSpy unusable(&check, &StoreCheck::unusable);
    check.start();
    QTRY_VERIFY(m_transport->requests().size() > 3);
    QCOMPARE(usable.size(), 1);
    QVERIFY(unusable.isEmpty());
}

void TestStoreCheck::saysWhatIsWrong_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("part");
    QTest::newRow("a wrong key") << 401 << QByteArray(R"({"message":"Invalid API key"})")
                                 << u"https://abc.supabase.co does not accept SUPABASE_SERVICE_KEY"_s;
    QTest::newRow("a key that PostgREST refuses")
        << 401 << QByteArray(R"({"code":"PGRST301","message":"No suitable key or wrong key type"})")
        << u"does not accept SUPABASE_SERVICE_KEY"_s;
    QTest::newRow("paused") << 540 << QByteArray() << u"is paused. Restore it in its dashboard"_s;
    QTest::newRow("no tables") << 404 << QByteArray(R"({"code":"PGRST205","message":"Could not find the table"})")
                               << u"Run \"plumber-leads-server migrate\""_s;
    QTest::newRow("not migrated to this version")
        << 404 << QByteArray(R"({"code":"PGRST202","message":"Could not find the function public.office_news"})")
        << u"Run \"plumber-leads-server migrate\""_s;
    for (const char *old : {R"({"leads":null})", R"({"leads":null,"schema":20261130080000})"})
        QTest::addRow("migrated to an older version: %s", old)
            << 200 << QByteArray(old) << u"Run \"plumber-leads-server migrate\""_s;
    QTest::newRow("a web site") << 200 << QByteArray("<html></html>")
                                << u"is not a Supabase project. Check SUPABASE_URL"_s;
    QTest::newRow("another web site") << 404 << QByteArray("<html></html>")
                                      << u"is not a Supabase project. Check SUPABASE_URL"_s;
    QTest::newRow("another API") << 200 << QByteArray(R"({"hello":"world"})")
                                 << u"is not a Supabase project. Check SUPABASE_URL"_s;
}

void TestStoreCheck::saysWhatIsWrong()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, part);
    answer("GET", "/rest/v1/rpc/office_news", status, body);
    StoreCheck check(*m_rest, kUrl, {1h, 1h});
    QSignalSpy unusable(&check, &StoreCheck::unusable);
    check.start();
    QTRY_COMPARE(unusable.size(), 1);
    const QString reason = unusable.first().first().toString();
    QVERIFY2(reason.contains(part), qPrintable(reason));
    QVERIFY(!reason.contains(u"sb_secret"));
}

void TestStoreCheck::saysWhenThatChanges()
{
    for (int i = 0; i < 3; ++i)
        answer("GET", "/rest/v1/rpc/office_news", 540, {});
    answer("GET", "/rest/v1/rpc/office_news", 401, R"({"message":"Invalid API key"})");
    StoreCheck check(*m_rest, kUrl, kQuick);
    QSignalSpy usable(&check, &StoreCheck::usable);
    QSignalSpy unusable(&check, &StoreCheck::unusable);
    check.start();
    QTRY_COMPARE(usable.size(), 1);
    QCOMPARE(unusable.size(), 2);
}

void TestStoreCheck::comparesClocks_data()
{
    QTest::addColumn<qint64>("there"); // the store's clock, seconds from ours
    QTest::addColumn<bool>("isTold");
    QTest::newRow("the same") << qint64(0) << false;
    QTest::newRow("a little") << qint64(-20) << false;
    QTest::newRow("ours is ahead") << qint64(-600) << true;
    QTest::newRow("ours is behind") << qint64(600) << true;
}

void TestStoreCheck::comparesClocks()
{
    QFETCH(qint64, there);
    QFETCH(bool, isTold);
    for (int i = 0; i < 3; ++i)
        answer("GET", "/rest/v1/rpc/office_news", 200, R"({"leads":null,"schema":20261202080000})",
               {{"Date", httpTime(there)}});
    StoreCheck check(*m_rest, kUrl, kQuick);
    QSignalSpy differs(&check, &StoreCheck::clockDiffers);
    check.start();
    QTRY_VERIFY(m_transport->requests().size() > 3);
    QCOMPARE(differs.size(), isTold ? 1 : 0);
    if (isTold)
        QVERIFY(std::abs(differs.first().first().toLongLong() + there) <= 2);
}

void TestStoreCheck::leavesAGoodAdminAlone()
{
    answer("GET", "/auth/v1/admin/users", 200,
           R"({"users":[{"id":"60000000-0000-4000-8000-000000000002","email":"ada@office.test",)"
           R"("app_metadata":{"role":"admin"}}]})");
    UserAdmin users(*m_transport, m_key);
    AdminAccount admin(users, u"Ada@office.test"_s, u"another password"_s);
    QSignalSpy tried(&admin, &AdminAccount::tried);
    admin.ensure();
    QTRY_COMPARE(tried.size(), 1);
    QCOMPARE(m_transport->requests().size(), 1); // nothing was written
}

void TestStoreCheck::makesTheAdminAgainAfterALostRace()
{
    answer("GET", "/auth/v1/admin/users", 200, R"({"users":[]})");
    answer("POST", "/auth/v1/admin/users", 422, R"({"error_code":"email_exists","msg":"already"})");
    answer("GET", "/auth/v1/admin/users", 200,
           R"({"users":[{"id":"60000000-0000-4000-8000-000000000002","email":"ada@office.test"}]})");
    answer("PUT", "/auth/v1/admin/users/60000000-0000-4000-8000-000000000002", 200,
           R"({"id":"60000000-0000-4000-8000-000000000002","email":"ada@office.test"})");
    UserAdmin users(*m_transport, m_key);
    AdminAccount admin(users, u"ada@office.test"_s, u"correct horse"_s, nullptr, 5ms);
    admin.ensure();
    QTRY_COMPARE(m_transport->countOf("PUT", "/auth/v1/admin/users"), 1);
    QVERIFY(!m_transport->requests().last().body.contains("password"));
}

QTEST_GUILESS_MAIN(TestStoreCheck)
#include "tst_storecheck.moc"
