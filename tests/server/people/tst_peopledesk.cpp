#include "models/domain/officeidentity.h"
#include "models/supabase/settingsstore.h"
#include "tests/server/people/peoplefixture.h"

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::MessageTrouble;
using pl::test::PeopleFixture;
using supabase::AuthUser;
using enum ServerRequestKind;

/// What an admin's window asks about people, with the real accounts.
class TestPeopleDesk : public QObject
{
    Q_OBJECT

    std::unique_ptr<PeopleFixture> m_office;

    json idOf(const QString &email) { return {{"id", toJson(m_office->account(email).id)}}; }
    json with(const QString &email, const char *field, const char *value)
    {
        json data = idOf(email);
        data[field] = value;
        return data;
    }
    /// Why it was refused; "done" when it wasn't.
    static QString refusal(const Result<json> &answer)
    {
        if (answer)
            return u"done"_s;
        return answer.error().code == ErrorCode::InvalidInput ? answer.error().message : u"an error"_s;
    }
    QList<OfficePerson> people()
    {
        return m_office->ask(PeopleFixture::kAda, People).andThen(&OfficePerson::listFromJson).valueOr({});
    }

private Q_SLOTS:
    void init() { m_office = std::make_unique<PeopleFixture>(); }
    void cleanup()
    {
        QCOMPARE(m_office->mail.complaint(), std::nullopt);
        m_office.reset();
    }

    void listsEverybody()
    {
        QVERIFY(!m_office->signIn(PeopleFixture::kSam).isEmpty());
        QVERIFY(m_office->ask(PeopleFixture::kAda, Invite, {{"email", "bo@office.test"}, {"role", "staff"}}).ok());
        QHash<QString, OfficePerson> byEmail;
        const QList<OfficePerson> all = people();
        for (const OfficePerson &person : all)
            byEmail.insert(person.email, person);
        QCOMPARE(byEmail.size(), 3);
        QCOMPARE(byEmail[PeopleFixture::kAda].role, u"admin"_s);
        QVERIFY(!byEmail[PeopleFixture::kAda].lastSignInAt && byEmail[PeopleFixture::kSam].lastSignInAt);
        QVERIFY(byEmail[u"bo@office.test"_s].isInvited && !byEmail[PeopleFixture::kSam].isInvited);
    }

    void onlyAnActiveAdminMayAsk_data()
    {
        QTest::addColumn<QString>("who");
        QTest::newRow("staff") << PeopleFixture::kSam;
        QTest::newRow("nobody") << QString();
        QTest::newRow("whose account is gone") << u"eve@office.test"_s;
        QTest::newRow("an admin who was disabled") << u"old@office.test"_s;
    }
    void onlyAnActiveAdminMayAsk()
    {
        QFETCH(QString, who);
        const AuthUser old = m_office->add(u"old@office.test"_s, u"admin"_s);
        QVERIFY(test::wait(m_office->users().setDisabled(old.id, true)).ok());
        const QString no = u"Only an admin can do this."_s;
        QCOMPARE(refusal(m_office->ask(who, People)), no);
        QCOMPARE(refusal(m_office->ask(who, Role, with(PeopleFixture::kSam, "role", "admin"))), no);
        QCOMPARE(refusal(m_office->ask(who, Invite, {{"email", "bo@office.test"}, {"role", "admin"}})), no);
        QCOMPARE(m_office->account(PeopleFixture::kSam).role, u"staff"_s);
        QVERIFY(m_office->account(u"bo@office.test"_s).id.isNull());
    }

    void nobodyShutsThemselvesOut()
    {
        QVERIFY(refusal(m_office->ask(u"ADA@office.test"_s, Role, with(PeopleFixture::kAda, "role", "staff")))
                    .startsWith(u"You can't change your own role."));
        QVERIFY(refusal(m_office->ask(PeopleFixture::kAda, Disable, idOf(PeopleFixture::kAda)))
                    .startsWith(u"You can't disable your own account."));
        const AuthUser ada = m_office->account(PeopleFixture::kAda);
        QVERIFY(ada.role == u"admin" && !ada.banned);
    }

    /// Each by the other, one after the other: the second is no admin any more.
    void twoAdminsCantDemoteEachOther()
    {
        m_office->add(u"bo@office.test"_s, u"admin"_s);
        QCOMPARE(refusal(m_office->ask(u"bo@office.test"_s, Role, with(PeopleFixture::kAda, "role", "staff"))),
                 u"done"_s);
        QCOMPARE(refusal(m_office->ask(PeopleFixture::kAda, Role, with(u"bo@office.test"_s, "role", "staff"))),
                 u"Only an admin can do this."_s);
    }

    /// Another server may be taking the rights of whoever asks this one.
    void nobodysRightsAreChangedWhileAnothersAre_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<bool>("mayGoOn");
        QTest::newRow("a role") << QByteArray("role") << QByteArray("working") << false;
        QTest::newRow("somebody is disabled") << QByteArray("disable") << QByteArray("working") << false;
        QTest::newRow("only asked for") << QByteArray("disable") << QByteArray("asked") << true;
        QTest::newRow("over") << QByteArray("role") << QByteArray("done") << true;
        QTest::newRow("an invitation") << QByteArray("invite") << QByteArray("working") << true;
    }
    void nobodysRightsAreChangedWhileAnothersAre()
    {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, state);
        QFETCH(bool, mayGoOn);
        const json other{{"kind", kind.toStdString()}, {"state", state.toStdString()}};
        QVERIFY(test::wait(m_office->rest().insert(supabase::Query(ServerRequest::kTable).select("id"), other)).ok());
        const QString role =
            refusal(m_office->ask(PeopleFixture::kAda, Role, with(PeopleFixture::kSam, "role", "admin")));
        const QString disabled = refusal(m_office->ask(PeopleFixture::kAda, Disable, idOf(PeopleFixture::kSam)));
        QCOMPARE(role == u"done", mayGoOn);
        QCOMPARE(disabled == u"done", mayGoOn);
        QVERIFY(mayGoOn || role.startsWith(u"Somebody else's rights are being changed"));
        const AuthUser sam = m_office->account(PeopleFixture::kSam);
        QVERIFY(sam.banned == mayGoOn && sam.role == (mayGoOn ? u"admin" : u"staff"));
        QCOMPARE(refusal(m_office->ask(PeopleFixture::kAda, People)), u"done"_s);
    }

    void whoWasDisabledIsNoted()
    {
        QVERIFY(m_office->ask(PeopleFixture::kAda, Disable, idOf(PeopleFixture::kSam)).ok());
        const auto line = [this] {
            const auto rows = test::wait(m_office->rest().selectJson(
                supabase::Query("activity").select("actor,subject,detail").eq("kind", u"person_changed"_s)));
            return rows.valueOr(json());
        };
        const json expected{
            {"actor", "ada@office.test"}, {"subject", "sam@office.test"}, {"detail", {{"disabled", true}}}};
        QTRY_VERIFY_WITH_TIMEOUT(line() == json::array({expected}), 20'000);
    }

    void changesARole()
    {
        const auto answer = m_office->ask(PeopleFixture::kAda, Role, with(PeopleFixture::kSam, "role", "admin"));
        QVERIFY(answer.ok());
        QCOMPARE(OfficePerson::fromJson(*answer)->role, u"admin"_s);
        QCOMPARE(m_office->account(PeopleFixture::kSam).role, u"admin"_s);
        QCOMPARE(refusal(m_office->ask(PeopleFixture::kAda, Role, with(PeopleFixture::kSam, "role", "king"))),
                 u"This role does not exist."_s);
        QCOMPARE(
            refusal(m_office->ask(PeopleFixture::kAda, Role, {{"id", toJson(QUuid::createUuid())}, {"role", "staff"}})),
            u"This account no longer exists."_s);
    }

    void whoIsDisabledIsOutAtOnceAndComesBackWithThePassword()
    {
        const QByteArray session = m_office->signIn(PeopleFixture::kSam);
        const auto disabled = m_office->ask(PeopleFixture::kAda, Disable, idOf(PeopleFixture::kSam));
        QVERIFY(disabled.ok() && OfficePerson::fromJson(*disabled)->isDisabled);
        QVERIFY(!m_office->canRenew(session));
        QVERIFY(m_office->signIn(PeopleFixture::kSam).isEmpty());
        const auto enabled = m_office->ask(PeopleFixture::kAda, Enable, idOf(PeopleFixture::kSam));
        QVERIFY(enabled.ok() && !OfficePerson::fromJson(*enabled)->isDisabled);
        QVERIFY(!m_office->canRenew(session)); // of before
        QVERIFY(!m_office->signIn(PeopleFixture::kSam).isEmpty());
    }

    void signsSomebodyOutEverywhere()
    {
        const QByteArray here = m_office->signIn(PeopleFixture::kSam);
        const QByteArray there = m_office->signIn(PeopleFixture::kSam);
        const QByteArray own = m_office->signIn(PeopleFixture::kAda);
        QCOMPARE(refusal(m_office->ask(PeopleFixture::kAda, SignOut, idOf(PeopleFixture::kSam))), u"done"_s);
        QVERIFY(!m_office->canRenew(here) && !m_office->canRenew(there));
        QVERIFY(m_office->canRenew(own));
        QVERIFY(!m_office->signIn(PeopleFixture::kSam).isEmpty());
    }

    void anInvitationIsMailedAndShown()
    {
        const auto answer =
            m_office->ask(PeopleFixture::kAda, Invite, {{"email", " Bo@Office.test "}, {"role", "admin"}});
        QVERIFY(answer.ok());
        const auto invitation = Invitation::fromJson(*answer);
        QVERIFY(invitation && invitation->isMailed);
        QVERIFY(invitation->link.startsWith(u"https://office.example/invite/"));
        QCOMPARE(m_office->mail.taken().size(), std::size_t(1));
        const auto &mail = m_office->mail.taken()[0];
        QCOMPARE(mail.to, "bo@office.test");
        for (const std::string &text : {mail.text, mail.html})
            QVERIFY(text.find(invitation->link.toStdString()) != std::string::npos &&
                    text.find("Acme Leads") != std::string::npos);
        const AuthUser bo = m_office->account(u"bo@office.test"_s);
        QVERIFY(bo.role == u"admin" && !bo.invitation.isEmpty());
    }

    void anInvitationComesFromTheOffice()
    {
        const supabase::SettingsStore settings(m_office->rest());
        QVERIFY(test::wait(settings.add(OfficeIdentity::kName, "Kit & <Sons>")).ok());
        QVERIFY(test::wait(settings.add(OfficeIdentity::kReplyTo, "hello@kit.example")).ok());
        QVERIFY(test::wait(settings.add(OfficeIdentity::kLogo, "bm8gUE5H")).ok()); // "no PNG"
        QVERIFY(m_office->ask(PeopleFixture::kAda, Invite, {{"email", "bo@office.test"}, {"role", "staff"}}).ok());
        QCOMPARE(m_office->mail.taken().size(), std::size_t(1));
        const auto &mail = m_office->mail.taken()[0];
        QCOMPARE(mail.fromName, std::string("Kit & <Sons>"));
        QCOMPARE(mail.replyTo, std::string("hello@kit.example"));
        QVERIFY(mail.logo.empty());
        QVERIFY(mail.html.find("Kit &amp; &lt;Sons&gt;") != std::string::npos);
        QVERIFY(mail.html.find("<Sons>") == std::string::npos && mail.html.find("<img") == std::string::npos);
    }

    void withoutMailTheLinkIsThereAllTheSame_data()
    {
        QTest::addColumn<bool>("hasMail");
        QTest::addColumn<QString>("why");
        QTest::newRow("no service") << false << u"The server has no e-mail service."_s;
        QTest::newRow("key refused") << true << u"The e-mail service rejected our key or sender address."_s;
    }
    void withoutMailTheLinkIsThereAllTheSame()
    {
        QFETCH(bool, hasMail);
        m_office = std::make_unique<PeopleFixture>(hasMail);
        m_office->mail.trouble(MessageTrouble::BadKey);
        const auto answer =
            m_office->ask(PeopleFixture::kAda, Invite, {{"email", "bo@office.test"}, {"role", "staff"}});
        const auto invitation = answer.andThen(&Invitation::fromJson);
        QVERIFY(invitation && !invitation->isMailed);
        QTEST(invitation->notMailed, "why");
        QCOMPARE(m_office->page("GET", PeopleFixture::pathOf(*invitation)).status, 200);
    }

    void nobodyIsInvitedTwiceOrNowhere()
    {
        QCOMPARE(refusal(m_office->ask(PeopleFixture::kAda, Invite, {{"email", "SAM@office.test"}, {"role", "staff"}})),
                 u"There already is an account with this e-mail address."_s);
        QVERIFY(refusal(m_office->ask(PeopleFixture::kAda, Invite, {{"email", "nowhere"}, {"role", "staff"}}))
                    .startsWith(u"The e-mail address "));
        QCOMPARE(refusal(m_office->ask(PeopleFixture::kAda, Invite, {{"email", "bo@office.test"}})),
                 u"This role does not exist."_s);
        QCOMPARE(people().size(), 2);
        QVERIFY(m_office->mail.taken().empty());
    }
};

QTEST_GUILESS_MAIN(TestPeopleDesk)
#include "tst_peopledesk.moc"
