#include "server/notify/linktoken.h"
#include "tests/server/people/peoplefixture.h"

using namespace pl;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using pl::http::Response;
using pl::test::PeopleFixture;
using supabase::AuthUser;

namespace {

const QString kBo = u"bo@office.test"_s;
const QString kChosen = u"seven green umbrellas"_s;

QByteArray formOf(const QString &password, const QString &again)
{
    return "password=" + password.toUtf8().toPercentEncoding() + "&again=" + again.toUtf8().toPercentEncoding();
}

} // namespace

/// The page on which somebody who was invited chooses a password, with the real accounts.
class TestInvitations : public QObject
{
    Q_OBJECT

    std::unique_ptr<PeopleFixture> m_office;
    QString m_link;

    QString invitedAs(const nlohmann::json &data)
    {
        const auto answer = m_office->ask(PeopleFixture::kAda, ServerRequestKind::Invite, data);
        const auto invitation = answer.andThen(&Invitation::fromJson);
        return invitation ? PeopleFixture::pathOf(*invitation) : QString();
    }
    Response choose(const QString &password = kChosen)
    {
        return m_office->page("POST", m_link, formOf(password, password));
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<PeopleFixture>();
        m_link = invitedAs({{"email", "bo@office.test"}, {"role", "staff"}});
        QVERIFY(!m_link.isEmpty());
    }

    void theLinkSetsThePasswordOnce()
    {
        const Response saved = choose();
        QCOMPARE(saved.status, 200);
        QVERIFY(saved.body.contains("https://office.example") && saved.body.contains("bo@office.test"));
        QVERIFY(!saved.body.contains(kChosen.toUtf8()));
        QVERIFY(!m_office->signIn(kBo, kChosen).isEmpty());
        QCOMPARE(choose(u"eight green umbrellas"_s).status, 410);
        QCOMPARE(m_office->page("GET", m_link).status, 410);
        QVERIFY(m_office->signIn(kBo, u"eight green umbrellas"_s).isEmpty());
        QVERIFY(m_office->account(kBo).invitation.isEmpty());
    }

    /// A mail scanner opens every link.
    void lookingChangesNothing()
    {
        for (int i = 0; i < 3; ++i) {
            const Response page = m_office->page("GET", m_link);
            QCOMPARE(page.status, 200);
            QVERIFY(page.body.contains("action=\"" + m_link.toLatin1() + '"'));
        }
        QCOMPARE(choose().status, 200);
    }

    void aPoorPasswordIsExplained_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("again");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("short") << u"short"_s << u"short"_s << QByteArray("must have at least 12 characters");
        QTest::newRow("common") << u"password1234"_s << u"password1234"_s << QByteArray("The password ");
        QTest::newRow("not the same") << kChosen << u"seven green umbrella"_s
                                      << QByteArray("The two passwords are not the same.");
        const QString endless = u"seven green umbrellas fly over nine quiet rivers while eleven old men sing along"_s;
        QTest::newRow("too long") << endless << endless << QByteArray("The password is too long.");
        QTest::newRow("none") << QString() << QString() << QByteArray("The password ");
    }
    void aPoorPasswordIsExplained()
    {
        QFETCH(QString, password);
        QFETCH(QString, again);
        QFETCH(QByteArray, why);
        const Response page = m_office->page("POST", m_link, formOf(password, again));
        QCOMPARE(page.status, 422);
        QVERIFY2(page.body.contains("role=\"alert\"") && page.body.contains(why), page.body.constData());
        QVERIFY(password.isEmpty() || !page.body.contains(password.toUtf8()));
        QCOMPARE(choose().status, 200); // the link still works
    }

    void aNewerLinkReplacesTheOlder()
    {
        const QString old = m_link;
        m_link = invitedAs({{"id", toJson(m_office->account(kBo).id)}});
        QVERIFY(m_link != old);
        QCOMPARE(m_office->page("GET", old).status, 410);
        QCOMPARE(choose().status, 200);
    }

    /// For somebody who forgot theirs: the old password works until they choose another.
    void aLinkForSomebodyWithAPassword()
    {
        m_link = invitedAs({{"id", toJson(m_office->account(PeopleFixture::kSam).id)}});
        QVERIFY(!m_office->signIn(PeopleFixture::kSam).isEmpty());
        QCOMPARE(choose().status, 200);
        QVERIFY(m_office->signIn(PeopleFixture::kSam).isEmpty());
        QVERIFY(!m_office->signIn(PeopleFixture::kSam, kChosen).isEmpty());
    }

    void theLinkEndsAfterAWeek()
    {
        m_office->pass(7 * 24h - 1s);
        QCOMPARE(m_office->page("GET", m_link).status, 200);
        m_office->pass(1s);
        QCOMPARE(m_office->page("GET", m_link).status, 410);
        QCOMPARE(choose().status, 410);
        QVERIFY(m_office->signIn(kBo, kChosen).isEmpty());
    }

    void aDisabledAccountsLinkDoesNotWork()
    {
        const QUuid id = m_office->account(kBo).id;
        QVERIFY(m_office->ask(PeopleFixture::kAda, ServerRequestKind::Disable, {{"id", toJson(id)}}).ok());
        QCOMPARE(m_office->page("GET", m_link).status, 410);
        QCOMPARE(choose().status, 410);
    }

    void anyOtherLinkIsUnknown_data()
    {
        QTest::addColumn<QByteArray>("token");
        const people::InvitationClaim claim{QUuid::createUuid(), QUuid::createUuid(), Timestamp::now().addSeconds(60)};
        QTest::newRow("none") << QByteArray("x");
        QTest::newRow("of another secret") << people::InvitationSigner("another secret").tokenOf(claim);
        QTest::newRow("of a plumber's message") << notify::LinkSigner(PeopleFixture::kLinkSecret)
                                                       .tokenOf({QUuid::createUuid(), QUuid::createUuid(),
                                                                 Timestamp::now(), Timestamp::now().addSeconds(60)});
    }
    void anyOtherLinkIsUnknown()
    {
        QFETCH(QByteArray, token);
        QCOMPARE(m_office->page("GET", u"/invite/"_s + QString::fromLatin1(token)).status, 404);
    }

    void anAccountThatNeverWasIsNoError()
    {
        const auto token =
            m_office->signer().tokenOf({QUuid::createUuid(), QUuid::createUuid(), m_office->now().addSeconds(60)});
        QCOMPARE(m_office->page("GET", u"/invite/"_s + QString::fromLatin1(token)).status, 410);
    }

    void sentTwiceAtOnceItWorksOnce()
    {
        auto first = m_office->request("POST", m_link, formOf(kChosen, kChosen));
        auto second = m_office->request("POST", m_link, formOf(u"eight green umbrellas"_s, u"eight green umbrellas"_s));
        QList<int> statuses{test::arrived(std::move(first)).status, test::arrived(std::move(second)).status};
        std::sort(statuses.begin(), statuses.end());
        QCOMPARE(statuses, (QList{200, 410}));
    }

    void strangersWordsAreNoMarkup()
    {
        const auto odd = test::wait(m_office->users().invite(u"<img/src=x>@office.test"_s, kChosen, u"staff"_s,
                                                             u"80000000-0000-4000-8000-000000000001"_s));
        QVERIFY(odd.ok());
        const auto token = m_office->signer().tokenOf(
            {odd->id, QUuid(u"80000000-0000-4000-8000-000000000001"_s), m_office->now().addSeconds(60)});
        const Response page = m_office->page("GET", u"/invite/"_s + QString::fromLatin1(token));
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("&lt;img/src=x&gt;@office.test"));
        QVERIFY(!page.body.contains("<img"));
    }

    void thePageIsClosed()
    {
        const Response page = m_office->page("GET", m_link);
        const QByteArray policy = page.header("Content-Security-Policy");
        for (const char *rule :
             {"default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "style-src 'sha256-"})
            QVERIFY2(policy.contains(rule), rule);
        QCOMPARE(page.header("Cache-Control"), QByteArray("no-store"));
        QCOMPARE(page.header("Referrer-Policy"), QByteArray("no-referrer"));
    }

    void aNetworkCantAskWithoutEnd()
    {
        int allowed = 0;
        Response last;
        while (allowed < 50 && (last = m_office->page("GET", u"/invite/x"_s)).status == 404)
            ++allowed;
        QCOMPARE(last.status, 429);
        QVERIFY(last.header("Retry-After").toInt() > 0);
        QVERIFY(allowed >= 20 && allowed < 50);
        QCOMPARE(choose().status, 429);
    }
};

QTEST_GUILESS_MAIN(TestInvitations)
#include "tst_invitations.moc"
