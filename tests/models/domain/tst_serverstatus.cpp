#include "models/domain/officeperson.h"
#include "models/domain/serverrequest.h"
#include "models/domain/serverstatus.h"

#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// What the server says of itself and of its people, between it and the window.
class TestServerStatus : public QObject
{
    Q_OBJECT

    static ServerStatus whole()
    {
        ServerStatus status;
        status.server = u"leads-1"_s;
        status.version = u"1.2.3"_s;
        status.startedAt = Timestamp::fromMSecs(1'795'000'000'000);
        status.at = status.startedAt.addSeconds(60);
        status.publicUrl = u"https://leads.example"_s;
        status.waiting = 3;
        status.setAsideTotal = 70;
        status.setAside = {{u"lead"_s, u"0190"_s, status.startedAt, u"It is too long."_s}};
        status.failing = {{u"Charges and refunds"_s, status.startedAt, u"Stripe is away."_s}};
        status.backupAt = status.startedAt.addSeconds(-3600);
        status.stripe = {true, true, {}, status.at, status.startedAt, u"Stripe is away."_s};
        status.email = {true, false, u"office@leads.example"_s};
        return status;
    }

private Q_SLOTS:
    void isReadAsItWasWritten()
    {
        const ServerStatus status = whole();
        const auto read = ServerStatus::fromJson(status.toJson());
        QVERIFY(read.ok());
        QVERIFY(*read == status);
        QVERIFY(*ServerStatus::fromJson(
                     json{{"version", "1"}, {"started_at", "2026-11-18T00:00:00Z"}, {"at", "2026-11-18T00:00:00Z"}})
                     .transform([](const ServerStatus &bare) { return !bare.stripe.isConfigured; }));
    }

    void whatItCantReadIsAnError()
    {
        QVERIFY(!ServerStatus::fromJson(json::array()).ok());
        QVERIFY(!ServerStatus::fromJson(json::object()).ok());
        json odd = whole().toJson();
        odd["journal"]["set_aside"].push_back({{"kind", 7}});
        odd["failing"] = "none";
        const auto read = ServerStatus::fromJson(odd);
        QVERIFY(read.ok());
        QCOMPARE(read->setAside.size(), 1); // the odd one is skipped
        QVERIFY(read->failing.isEmpty());
    }

    void whatChangesAllTheTimeIsNoNews()
    {
        const ServerStatus before = whole();
        ServerStatus after = before;
        after.at = before.at.addSeconds(5);
        after.waiting = 99;
        after.stripe.workedAt = after.at;
        QVERIFY(after.tellsTheSameAs(before));
        after.stripe.failedAt = after.at.addSeconds(1);
        QVERIFY(after.stripe.isFailing());
        QVERIFY(!after.tellsTheSameAs(before));
        ServerStatus later = after; // it was tried again
        later.stripe.failedAt = after.at.addSeconds(60);
        QVERIFY(later.tellsTheSameAs(after));
        later.stripe.failure = u"Stripe rejected the key in STRIPE_API_KEY."_s;
        QVERIFY(!later.tellsTheSameAs(after));
        after = before;
        after.setAside.clear();
        QVERIFY(!after.tellsTheSameAs(before));
    }

    void isStaleAfterThreeMinutes()
    {
        const ServerStatus status = whole();
        QVERIFY(!status.isStale(status.at.addSeconds(180)));
        QVERIFY(status.isStale(status.at.addSeconds(181)));
    }

    void aServiceFailsUntilItWorksAgain()
    {
        const Timestamp at = Timestamp::fromMSecs(1'795'000'000'000);
        QVERIFY(!ServiceStatus().isFailing());
        QVERIFY((ServiceStatus{true, false, {}, std::nullopt, at, u"x"_s}.isFailing()));
        QVERIFY((ServiceStatus{true, false, {}, at, at.addSeconds(1), u"x"_s}.isFailing()));
        QVERIFY((!ServiceStatus{true, false, {}, at.addSeconds(2), at.addSeconds(1), u"x"_s}.isFailing()));
    }

    void peopleAreReadAsTheyWereWritten()
    {
        const OfficePerson ada{QUuid::createUuid(),
                               u"ada@office.test"_s,
                               u"admin"_s,
                               Timestamp::fromMSecs(1'795'000'000'000),
                               false,
                               true};
        const OfficePerson bo{QUuid::createUuid(), u"bo@office.test"_s, {}, std::nullopt, true, false};
        const auto read = OfficePerson::listFromJson(json::array({ada.toJson(), bo.toJson()}));
        QVERIFY(read.ok());
        QVERIFY((*read == QList{ada, bo}));
        QVERIFY(ada.isActiveAdmin() && !bo.isActiveAdmin());
        QVERIFY(!OfficePerson::listFromJson(json::object()).ok());
        QVERIFY(!OfficePerson::listFromJson(json::array({json::object()})).ok());
    }

    void aRequestIsReadFromItsRow()
    {
        const json row{{"id", "80000000-0000-4000-8000-000000000001"},
                       {"kind", "sign_out"},
                       {"data", {{"id", "x"}}},
                       {"state", "failed"},
                       {"answer", nullptr},
                       {"reason", "Only an admin can do this."},
                       {"created_by", "ada@office.test"},
                       {"created_at", "2026-12-01T10:00:00+00:00"},
                       {"updated_at", "2026-12-01T10:00:01+00:00"},
                       {"version", 3}};
        const auto request = ServerRequest::fromJson(row);
        QVERIFY(request.ok());
        QVERIFY(request->kind == ServerRequestKind::SignOut && request->isOver());
        QCOMPARE(request->reason, u"Only an admin can do this."_s);
        json unknown = row;
        unknown["kind"] = "dance";
        QVERIFY(!ServerRequest::fromJson(unknown).ok());
    }

    void anInvitationIsReadAsItWasWritten()
    {
        const Invitation invitation{u"bo@office.test"_s, u"https://leads.example/invite/x"_s, false, u"No mail."_s};
        const auto read = Invitation::fromJson(invitation.toJson());
        QVERIFY(read.ok());
        QVERIFY(*read == invitation);
    }
};

QTEST_GUILESS_MAIN(TestServerStatus)
#include "tst_serverstatus.moc"
