#include "models/mapping/preset.h"
#include "models/replica/candidatefinder.h"
#include "models/replica/deadlinerules.h"
#include "models/replica/dispatchrules.h"
#include "models/replica/importer.h"
#include "models/replica/intakecommands.h"
#include "models/replica/messagereplica.h"
#include "models/replica/officecommands.h"
#include "models/replica/paymentcommands.h"
#include "models/replica/paymentreplica.h"
#include "models/replica/pricebook.h"
#include "models/replica/samplebook.h"
#include "models/replica/sourcecommands.h"
#include "models/replica/sourcetester.h"
#include "models/replica/templatebook.h"
#include "models/supabase/networktransport.h"
#include "models/supabase/session.h"
#include "tests/integration/messageproviders.h"
#include "tests/integration/moneyoffice.h"
#include "tests/integration/people.h"
#include "tests/support/leadsof.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;
using nlohmann::json;
using replica::Connection;

/// What a window does for one person, without the window: all that it asks of the store, as that person.
struct Person
{
    Person(const QString &store, const QByteArray &key) : transport(QUrl(store)), session(transport, key)
    {
        client.setPurpose("desktop");
    }

    supabase::NetworkTransport transport;
    supabase::Session session;
    supabase::RestClient client{transport, session};
    replica::OfficeReplica replica{client};
    replica::OfficeCommands commands{client, replica};
    replica::PaymentReplica payments{client};
    replica::PaymentCommands paymentCommands{client, payments};
    replica::PriceBook prices{client, replica};
    replica::DispatchRules rules{client, replica};
    replica::DeadlineRules deadlines{client, replica};
    replica::MessageReplica messages{client};
    replica::SampleBook samples{client};
    replica::TemplateBook templates{client};
    replica::SourceBook sources{client};
    replica::SourceCommands sourceCommands{client, sources};
    replica::SourceTester sourceTester{client, replica};
    replica::IntakeReplica items{client};
    replica::IntakeCommands sorting{client, items};
};

/// Every duty of the server, and every command of the server and of a window, on a remote store: over HTTP, as the role
/// that does it. Together with the office's ways that run hosted too (CMakeLists.txt), these are all the requests that
/// the product makes of a store.
class TestHostedOffice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aWindowsCommands();
    void anAdminsCommands();
    void money();
    void dispatchAndDeadlines();
    void sourcesAndTheirLimits();
    void hooksAndWhatIsToBeSorted();
    void anAdminsSources();
    void peopleSortWhatWaits();
    void messagesAndReplies();
    void aCustomerAsksTwice();
    void anAdminImportsLeads();
    void anAdminImportsPlumbers();
    void staffCantImport();
    void theCommandLine();
    void everyCharacterFindsItsRow();
    void moreThanAPage();
    void makesNoUselessRequests();

private:
    ServerProcess &server() { return m_office->server(); }
    std::unique_ptr<Person> signIn(const char *role);
    ServerReply post(const QByteArray &key, const json &lead);
    /// A new source is known within moments.
    bool takesSoon(const QByteArray &key, const json &lead)
    {
        return QTest::qWaitFor([&] { return post(key, lead).status == 201; }, 30000);
    }
    ServerReply postHook(const QByteArray &key, const QByteArray &body);
    static json lead(int number);
    static ImportOrder importOf(ImportKind kind, int rows);
    template <class T>
    std::optional<T> waited(const QFuture<Result<T>> &future)
    {
        std::optional<Result<T>> result;
        onResult(this, future, [&result](const Result<T> &given) { result = given; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 20000))
            return std::nullopt;
        if (!*result)
            qWarning("%s", qUtf8Printable(result->error().message));
        return *result ? std::optional(**result) : std::nullopt;
    }
    QUuid leadOf(Person &person, int number);

    std::unique_ptr<MoneyOffice> m_office;
    std::unique_ptr<MessageProviders> m_providers;
};

void TestHostedOffice::init()
{
    m_office = std::make_unique<MoneyOffice>();
    m_providers = std::make_unique<MessageProviders>();
    m_providers->serve(server());
    QVERIFY2(m_office->start(), server().errorOutput().constData());
    for (const char *role : {"staff", "admin"})
        QCOMPARE(server().addUser(QLatin1String(role) + u"@office.example"_s, QLatin1String(role), kPassword).exitCode,
                 0);
}

void TestHostedOffice::cleanup()
{
    QCOMPARE(m_providers->email.complaint(), std::nullopt);
    QCOMPARE(m_providers->sms.complaint(), std::nullopt);
    m_office.reset(); // which reports refusals
}

std::unique_ptr<Person> TestHostedOffice::signIn(const char *role)
{
    const json config = server().request("GET", u"/api/v1/config"_s).json();
    auto person = std::make_unique<Person>(QString::fromStdString(config["supabase_url"]),
                                           QByteArray::fromStdString(config["anon_key"]));
    if (!waited(person->session.signIn(QLatin1String(role) + u"@office.example"_s, kPassword)))
        return nullptr;
    person->replica.start();
    person->messages.follow(person->replica.news(), {"notifications"});
    person->messages.start();
    person->items.follow(person->replica.news(), {"intake_items"});
    person->items.start();
    if (person->session.isAdmin()) {
        person->payments.follow(person->replica.news(), {"payments", "billing_exceptions"});
        person->payments.start();
    }
    if (!QTest::qWaitFor([&] { return person->replica.connection() == Connection::Live; }, 15000))
        return nullptr;
    return person;
}

json TestHostedOffice::lead(int number)
{
    return {{"first_name", "Maria"},
            {"last_name", "Number" + std::to_string(number)},
            {"email", "maria" + std::to_string(number) + "@home.example"},
            {"phone_number", "+1512555" + std::to_string(1000 + number)},
            {"service_needed", "Drain Cleaning"},
            {"urgency", "day"},
            {"zip_code", "78701"}};
}

ServerReply TestHostedOffice::post(const QByteArray &key, const json &lead)
{
    return server().request("POST", u"/api/v1/leads"_s, {{"X-Api-Key", key}, {"Content-Type", "application/json"}},
                            QByteArray::fromStdString(lead.dump()));
}

ServerReply TestHostedOffice::postHook(const QByteArray &key, const QByteArray &body)
{
    return server().request("POST", u"/api/v1/hooks/"_s + QString::fromLatin1(key),
                            {{"Content-Type", "application/json"}}, body);
}

QUuid TestHostedOffice::leadOf(Person &person, int number)
{
    const QString name = u"Number%1"_s.arg(number);
    QUuid found;
    (void)QTest::qWaitFor(
        [&] {
            for (const Lead &lead : test::leadsOf(person.replica))
                if (lead.lastName == name)
                    found = lead.id;
            return !found.isNull();
        },
        30000);
    return found;
}

void TestHostedOffice::aWindowsCommands()
{
    const QByteArray key = server().addSource(u"website"_s);
    const auto staff = signIn("staff");
    QVERIFY(staff);
    QVERIFY(takesSoon(key, lead(1)));
    const QUuid id = leadOf(*staff, 1);
    QVERIFY(!id.isNull());
    const auto now = [&] { return *staff->replica.lead(id); };

    Plumber pat;
    pat.firstName = u"Pat"_s;
    pat.lastName = u"Piper"_s;
    pat.email = u"pat@pipes.example"_s;
    pat.phoneNumber = u"+15125550100"_s;
    pat.zipCode = u"78701"_s;
    pat.services = {u"Drain Cleaning"_s};
    const auto plumber = waited(staff->commands.addPlumber(pat));
    QVERIFY(plumber);
    Plumber paused = *plumber;
    paused.status = PlumberStatus::Paused;
    const auto edited = waited(staff->commands.editPlumber(*plumber, paused));
    QVERIFY(edited);
    QVERIFY(waited(staff->commands.editPlumber(*edited, *plumber)));

    const Lead before = now();
    QVERIFY(waited(staff->commands.assign(before, plumber->id))->written());
    const auto late = waited(staff->commands.assign(before, plumber->id)); // somebody was faster
    QVERIFY(late && !late->written());
    QVERIFY(waited(staff->commands.addNote(id, u"staff@office.example"_s, u"Gate code 12"_s)));
    QVERIFY(waited(staff->commands.unassign(now()))->written());
    QVERIFY(waited(staff->commands.complete(now(), ClosedReason::Invalid))->written());
    QVERIFY(waited(staff->commands.reopen(now()))->written());
    const auto history = waited(staff->commands.history(id));
    QVERIFY(history && history->size() >= 5);

    auto fields = NewLead::fromJson(lead(2));
    QVERIFY(fields);
    QVERIFY(waited(staff->commands.edit(now(), *fields))->written());
    const auto made = waited(staff->commands.create(*NewLead::fromJson(lead(3))));
    QVERIFY(made);
    QVERIFY(!staff->replica.candidates().candidatesFor(*made, Timestamp::now()).isEmpty());
}

void TestHostedOffice::anAdminsCommands()
{
    const auto admin = signIn("admin");
    QVERIFY(admin);
    QSignalSpy prices(&admin->prices, &replica::PriceBook::changed);
    admin->prices.load();
    QTRY_VERIFY(!prices.isEmpty());
    Service service;
    service.name = u"Zoë’s 50% (off), \"special\""_s;
    service.category = u"Maintenance"_s;
    service.priceCents = 3000;
    service.active = true;
    const auto added = waited(admin->prices.addService(service));
    QVERIFY(added);
    service.priceCents = 3100;
    QVERIFY(waited(admin->prices.changeService(*added, service)));
    OfficeSettings rules = admin->prices.settings();
    rules.defaultPriceCents = 2600;
    rules.urgencyFactorMillionths[0] = 1'600'000;
    QVERIFY(waited(admin->prices.changeRules(admin->prices.settings(), rules)));

    QSignalSpy dispatch(&admin->rules, &replica::DispatchRules::changed);
    admin->rules.load();
    QTRY_VERIFY(!dispatch.isEmpty());
    DispatchSettings wanted = admin->rules.rules();
    wanted.cardRequired = !wanted.cardRequired;
    wanted.timeZone = "America/Chicago";
    QVERIFY(waited(admin->rules.change(wanted)));

    QSignalSpy deadlines(&admin->deadlines, &replica::DeadlineRules::changed);
    admin->deadlines.load();
    QTRY_VERIFY(!deadlines.isEmpty());
    const DeadlineSettings before = admin->deadlines.rules();
    DeadlineSettings later = before;
    later.minutesToAssign[0] += 60;
    later.chargesWhenAccepted = !before.chargesWhenAccepted;
    later.graceSeconds = before.graceSeconds + 1;
    QVERIFY(waited(admin->deadlines.change(later)));
    QCOMPARE(admin->deadlines.rules(), later);
    QVERIFY(waited(admin->deadlines.change(before)));

    QTRY_VERIFY_WITH_TIMEOUT((admin->samples.load(), admin->samples.isLoaded()), 30000);
    const MessagePreview sample = admin->samples.samples().previews.first();
    const auto said = waited(admin->samples.send(sample, u"ada@office.example"_s));
    QVERIFY(said);
    QCOMPARE(*said, QString());

    QTRY_VERIFY_WITH_TIMEOUT((admin->templates.load(), admin->templates.isLoaded()), 30000);
    const wording::TemplateKey key{u"plumber_found"_s, u"email"_s};
    const auto text = waited(admin->templates.write(admin->templates.words().templates.row(key),
                                                    wording::TemplateText{u"Found"_s, u"{{plumber}} calls you."_s}));
    QVERIFY(text);
    QVERIFY(waited(admin->templates.write(*text, std::nullopt)));
    QVERIFY(waited(admin->templates.changeOffice({{u"Kit & Sons"_s, {}, {}, {}}, u"en"_s, {}})));

    QVERIFY(waited(admin->session.signOutEverywhere()));
}

void TestHostedOffice::money()
{
    const auto admin = signIn("admin");
    QVERIFY(admin);
    const std::string customer = m_office->addCustomer();
    const std::string plumber = m_office->addPlumber("Piper", customer);
    m_office->addPlumber("Nocard"); // gets a customer and a page for a card
    const std::string id = MoneyOffice::newId();
    QVERIFY(m_office->addLead(id, plumber));
    // Assigned, charged, told by Stripe's event, paid.
    QTRY_COMPARE_WITH_TIMEOUT(m_office->statusOf(id), std::string("succeeded"), 15000);
    QTRY_COMPARE(admin->payments.count(), 1);
    const auto payment = [&] { return *admin->payments.payment(admin->payments.newestFirst().value(0)); };
    QTRY_VERIFY(payment().status == PaymentStatus::Succeeded);
    const auto story = waited(admin->paymentCommands.story(payment()));
    QVERIFY(story && !story->isEmpty());
    QVERIFY(waited(admin->paymentCommands.requestRefund(payment(), 100, u"goodwill"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(payment().refundedCents, 100, 15000);

    const auto pages = [this] { return m_office->rows(u"hosted_pages?select=id,plumber_id"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(!pages().empty(), 30000);
    const QString nocard = QString::fromStdString(pages()[0]["plumber_id"].get<std::string>());
    QVERIFY(waited(admin->paymentCommands.cardPage(QUuid::fromString(nocard), Timestamp::now())));
    const QString page = QString::fromStdString(pages()[0]["id"].get<std::string>());
    QVERIFY(!m_office->redirectOf(u"/pages/"_s + page).isEmpty());

    QVERIFY(m_office->write("POST", u"billing_exceptions"_s,
                            {{"id", MoneyOffice::newId()}, {"kind", "unknown_payment"}, {"detail", "by hand"}}));
    QTRY_COMPARE_WITH_TIMEOUT(admin->payments.exceptions().size(), 1, 30000);
    QVERIFY(waited(admin->paymentCommands.settle(admin->payments.exceptions().first(), u"ada@office.example"_s,
                                                 Timestamp::now())));
    // The nightly comparison, by its command.
    const auto checked = server().run({u"check"_s, u"--stripe"_s, u"--fix"_s});
    QVERIFY2(checked.exitCode == 0, checked.errorOutput.constData());
}

void TestHostedOffice::dispatchAndDeadlines()
{
    const auto set = [this](const char *key, const json &value) {
        QVERIFY(m_office->write("PATCH", u"settings?key=eq."_s + QLatin1String(key), {{"value", value}}));
    };
    set("card_required", false);
    set("auto_assign", {{"day", true}, {"week", false}, {"month", false}});
    set("answer_minutes", {{"day", 30}, {"week", 0}, {"month", 0}});
    const QByteArray key = server().addSource(u"website"_s);
    QVERIFY(server().write("POST", u"plumbers"_s,
                           {{"first_name", "Pat"},
                            {"last_name", "Piper"},
                            {"email", "pat@pipes.example"},
                            {"phone_number", "+15125550100"},
                            {"zip_code", "78701"},
                            {"daily_lead_cap", 1},
                            {"services", {"Drain Cleaning"}}}) == 201);
    QVERIFY(takesSoon(key, lead(1)));
    const auto count = [this](const QString &query) { return server().rows(u"leads?select=id&"_s + query).size(); };
    QTRY_COMPARE_WITH_TIMEOUT(count(u"status=eq.assigned"_s), 1u, 30000);
    // The cap is reached: nobody can take the next one.
    QCOMPARE(post(key, lead(2)).status, 201);
    QTRY_COMPARE_WITH_TIMEOUT(count(u"attention=eq.nobody"_s), 1u, 30000);
}

void TestHostedOffice::sourcesAndTheirLimits()
{
    const auto added = server().run({u"source"_s, u"add"_s, u"limited"_s, u"--per-day"_s, u"5"_s, u"--json"_s});
    const auto key = QByteArray::fromStdString(added.json()["key"].get<std::string>());
    QVERIFY(takesSoon(key, lead(1)));
    QTRY_VERIFY_WITH_TIMEOUT(server().rows(u"leads?select=id"_s).size() == 1u, 30000);
    const auto reply = post(key, lead(2));
    QCOMPARE(reply.status, 201);
    const QString id = QString::fromStdString(reply.json()["id"].get<std::string>());
    QTRY_VERIFY_WITH_TIMEOUT(server().rows(u"leads?select=id"_s).size() == 2u, 30000);
    QCOMPARE(server().request("GET", u"/api/v1/leads/"_s + id, {{"X-Api-Key", key}}).status, 200);
    QCOMPARE(server().request("GET", u"/readyz"_s).status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(server().rows(u"settings?key=like.source_used.*"_s).size() == 1u, 30000);

    const auto form = server().run(
        {u"source"_s, u"add"_s, u"form"_s, u"--form"_s, u"--origin"_s, u"https://www.example.com"_s, u"--json"_s});
    QCOMPARE(form.exitCode, 0);
    QCOMPARE(server().run({u"source"_s, u"origins"_s, u"form"_s, u"--origin"_s, u"https://example.org"_s}).exitCode, 0);
    QCOMPARE(server().run({u"source"_s, u"limit"_s, u"limited"_s, u"--per-minute"_s, u"60"_s}).exitCode, 0);
    QCOMPARE(server().run({u"source"_s, u"list"_s}).exitCode, 0);
    QCOMPARE(server().run({u"source"_s, u"revoke"_s, u"limited"_s}).exitCode, 0);
    QTRY_COMPARE(post(key, lead(3)).status, 401);
}

void TestHostedOffice::hooksAndWhatIsToBeSorted()
{
    const auto run = [this](const QStringList &words, const QByteArray &input = {}) {
        const auto done = server().run(words, input);
        if (done.exitCode != 0)
            qWarning("%s: %s", qPrintable(words.join(u' ')), done.errorOutput.constData());
        return done;
    };
    const auto added = run({u"source"_s, u"add"_s, u"ads"_s, u"--hook"_s, u"--preset"_s, u"meta"_s, u"--service"_s,
                            u"Drain Cleaning"_s, u"--json"_s});
    QCOMPARE(added.exitCode, 0);
    const auto mapping = run({u"source"_s, u"mapping"_s, u"ads"_s});
    QCOMPARE(run({u"source"_s, u"map"_s, u"ads"_s, u"--file"_s, u"-"_s}, mapping.output).exitCode, 0);
    QCOMPARE(run({u"source"_s, u"secret"_s, u"ads"_s, u"--kind"_s, u"hmac"_s}, "secret").exitCode, 0);
    QCOMPARE(run({u"source"_s, u"secret"_s, u"ads"_s, u"--kind"_s, u"token"_s}, "token").exitCode, 0);
    QCOMPARE(run({u"source"_s, u"rotate"_s, u"ads"_s}).exitCode, 0);

    QStringList ids;
    for (int i = 0; i < 3; ++i) {
        ids += QUuid::createUuid().toString(QUuid::WithoutBraces);
        const json item{{"id", ids.last().toStdString()},
                        {"source_id", added.json()["id"]},
                        {"cause", "unmapped"},
                        {"body", "{\"hello\":\"world\"}"}};
        QCOMPARE(server().write("POST", u"intake_items"_s, item), 201);
    }
    QCOMPARE(run({u"intake"_s, u"list"_s}).output.count('\n'), 4);
    QCOMPARE(run({u"intake"_s, u"list"_s, u"--source"_s, u"ads"_s}).output.count('\n'), 4);
    QCOMPARE(run({u"intake"_s, u"show"_s, ids[0]}).exitCode, 0);
    QCOMPARE(run({u"intake"_s, u"discard"_s, ids[0], u"--reason"_s, u"a test"_s}).exitCode, 0);
    QCOMPARE(run({u"intake"_s, u"retry"_s, ids[1]}).exitCode, 0);
    QCOMPARE(run({u"intake"_s, u"retry"_s, u"--all"_s}).exitCode, 0);
}

/// The page Sources.
void TestHostedOffice::anAdminsSources()
{
    const auto admin = signIn("admin");
    QVERIFY(admin);
    admin->sources.follow(admin->replica.news());
    QTRY_VERIFY_WITH_TIMEOUT(admin->sources.isLoaded(), 30000);
    replica::SourceWish wish;
    wish.row.name = u"Zoë’s \"ads\", 50% (off)"_s;
    wish.row.kind = LeadSource::Kind::Hook;
    wish.row.preset = u"google-ads"_s;
    wish.row.defaultService = u"Drain Cleaning"_s;
    wish.row.defaultUrgency = Urgency::Day;
    wish.row.costCents = 3140;
    wish.rules.perMinute = 600;
    wish.signingSecret = u"whisper"_s;
    wish.accessToken = u"EAAB"_s;
    const auto made = waited(admin->sourceCommands.add(wish));
    QVERIFY(made && !made->unfinished);
    const QUuid id = made->source.id;
    QTRY_COMPARE_WITH_TIMEOUT(postHook(made->key, "{\"hello\":1}").status, 200, 30000);

    wish.row.dailyCap = 50;
    replica::SourceRules rules = wish.rules;
    wish.rules.perMinute = 30;
    const auto changed = waited(admin->sourceCommands.change(made->source, rules, wish));
    QVERIFY(changed && changed->dailyCap == 50);
    const auto rotated = waited(admin->sourceCommands.changeKey(*changed, Timestamp::now()));
    QVERIFY(rotated);
    QTRY_COMPARE_WITH_TIMEOUT(postHook(rotated->key, "{\"hello\":2}").status, 200, 30000);
    QCOMPARE(postHook(made->key, "{\"hello\":3}").status, 200); // for a day
    QTRY_COMPARE_WITH_TIMEOUT(admin->sources.items(id).waiting, 3, 30000);

    const auto *preset = mapping::presetOf(u"google-ads"_s);
    const auto test = waited(admin->sourceTester.send(id, {preset->sampleType, preset->sample}));
    QVERIFY(test && test->isAnswered() && test->lead);
    QVERIFY(test->lead->isTest);

    const auto own = waited(admin->sourceCommands.saveMapping(rotated->source, {{"fields", {{"full_name", "hello"}}}}));
    QVERIFY(own && !own->mapping.is_null());
    QVERIFY(waited(admin->sorting.retryNotFetched(id)));
    const auto presets = waited(admin->sourceCommands.saveMapping(*own, nullptr));
    QVERIFY(presets && presets->mapping.is_null());
    replica::SourceWish signedNow{*presets, wish.rules, {}, {}};
    signedNow.row.preset = u"callrail"_s;
    signedNow.row.answerStatus = 201;
    signedNow.row.authentication = json::array({json{{"kind", "path"}}});
    const auto edited = waited(admin->sourceCommands.change(*presets, wish.rules, signedNow));
    QVERIFY(edited && edited->preset == u"callrail"_s && edited->authentication == signedNow.row.authentication);
    QTRY_COMPARE_WITH_TIMEOUT(postHook(rotated->key, "{\"hello\":5}").status, 201, 30000);

    const auto revoked = waited(admin->sourceCommands.setActive(*edited, false));
    QVERIFY(revoked && !revoked->active);
    QTRY_COMPARE_WITH_TIMEOUT(postHook(rotated->key, "{\"hello\":4}").status, 401, 30000);
    QVERIFY(waited(admin->sourceCommands.setActive(*revoked, true)));
}

/// The page To sort: staff look, discard and try again; an admin saves a mapping, and all that waits becomes leads.
void TestHostedOffice::peopleSortWhatWaits()
{
    const auto admin = signIn("admin");
    const auto staff = signIn("staff");
    QVERIFY(admin && staff);
    replica::SourceWish wish;
    wish.row.name = u"Handwerk"_s;
    wish.row.kind = LeadSource::Kind::Hook;
    wish.row.defaultService = u"Drain Cleaning"_s;
    const auto made = waited(admin->sourceCommands.add(wish));
    QVERIFY(made);
    QTRY_COMPARE_WITH_TIMEOUT(postHook(made->key, R"({"wer": "Rosa Example", "ruf": "(512) 555-0143"})").status, 200,
                              30000);
    QCOMPARE(postHook(made->key, R"({"wer": "Ben Example", "ruf": "(512) 555-0144"})").status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(staff->items.waitingCount(), 2, 30000);

    const QUuid id = staff->items.items().cbegin()->id;
    const auto now = [&] { return *staff->items.item(id); };
    const auto body = waited(staff->sorting.body(id));
    QVERIFY(body && body->bytes.contains("\"wer\""));
    QVERIFY(waited(staff->sorting.discard(now(), u"Not for us"_s)));
    QCOMPARE(now().settledBy, u"staff@office.example"_s);
    QVERIFY(waited(staff->sorting.restore(now())));
    QVERIFY(waited(staff->sorting.retry(now())));
    QTRY_VERIFY_WITH_TIMEOUT(now().status == IntakeStatus::Waiting, 30000); // it still says nothing to the server

    const auto source = waited(admin->sorting.source(made->source.id));
    QVERIFY(source);
    QVERIFY(waited(admin->sorting.saveMapping(*source, {{"fields", {{"full_name", "wer"}, {"phone_number", "ruf"}}}})));
    const auto tried = waited(admin->sorting.retryAll(made->source.id));
    QVERIFY(tried && tried->size() == 2);
    QTRY_VERIFY_WITH_TIMEOUT(server().rows(u"leads?select=id&last_name=eq.Example"_s).size() == 2u, 30000);
    QTRY_COMPARE_WITH_TIMEOUT(staff->items.waitingCount(), 0, 30000);
    QTRY_VERIFY_WITH_TIMEOUT(now().status == IntakeStatus::Taken && now().leadId, 30000);
}

void TestHostedOffice::messagesAndReplies()
{
    const QUuid id = QUuid::createUuid();
    const QString lead = id.toString(QUuid::WithoutBraces);
    const std::string plumber = m_office->addPlumber("Piper");
    QVERIFY(m_office->addLead(lead.toStdString(), plumber));
    QString mailed;
    QTRY_VERIFY_WITH_TIMEOUT(!(mailed = m_providers->newestLink("Piper@pipes.example")).isEmpty(), 30000);
    QCOMPARE(server().request("GET", mailed).status, 200);
    QCOMPARE(server().request("POST", mailed + u"/accept"_s, {}, "").status, 200);
    const auto staff = signIn("staff");
    QVERIFY(staff);
    QTRY_VERIFY(staff->messages.count() > 0);
}

void TestHostedOffice::aCustomerAsksTwice()
{
    const QByteArray key = server().addSource(u"website"_s);
    QVERIFY(takesSoon(key, lead(1)));
    QTRY_VERIFY_WITH_TIMEOUT(server().rows(u"leads?select=id"_s).size() == 1u, 30000);
    json again = lead(1);
    again["email"] = "MARIA1@home.example";
    QCOMPARE(post(key, again).status, 201);
    QTRY_VERIFY_WITH_TIMEOUT(server().rows(u"leads?select=id&duplicate_of=not.is.null"_s).size() == 1u, 30000);
}

ImportOrder TestHostedOffice::importOf(ImportKind kind, int rows)
{
    ImportOrder order;
    order.kind = kind;
    order.fileName = u"old.csv"_s;
    for (int i = 0; i < rows; ++i) {
        ImportRow row;
        row.line = i + 2;
        row.columns = lead(i);
        row.columns["email"] = "old" + std::to_string(i) + "@home.example";
        if (kind == ImportKind::Plumbers)
            for (const char *column : {"service_needed", "urgency"})
                row.columns.erase(column);
        else
            row.columns["created_at"] = "2020-01-01T00:00:00Z";
        order.rows.push_back(row);
    }
    return order;
}

void TestHostedOffice::anAdminImportsLeads()
{
    const auto admin = signIn("admin");
    QVERIFY(admin);
    const auto made = waited(admin->commands.create(*NewLead::fromJson(lead(1))));
    QVERIFY(made);
    replica::Importer importer(admin->client);
    ImportOrder order = importOf(ImportKind::Leads, 3000);
    ImportRow change;
    change.line = 3002;
    change.changes = made->id;
    change.seenVersion = made->version;
    change.columns = {{"zip_code", "78702"}};
    change.before = {{"zip_code", "78701"}};
    order.rows.push_back(change);
    const auto outcome = wait(importer.run(order), 60'000);
    QVERIFY2(outcome.ok(), qPrintable(outcome ? QString() : outcome.error().message));
    QCOMPARE(outcome->added, 3000);
    QCOMPARE(outcome->changed, 1);
    QVERIFY(outcome->faults.empty());
    QTRY_COMPARE_WITH_TIMEOUT(admin->replica.leadCount(), 3001, 30000);
    QTRY_COMPARE_WITH_TIMEOUT(admin->replica.lead(made->id)->zipCode, u"78702"_s, 30000);
    QVERIFY(server().rows(u"notifications?select=id"_s).empty());
    QVERIFY(server().rows(u"payments?select=id"_s).empty());
    const auto recent = waited(importer.recent());
    QVERIFY(recent && recent->size() == 1 && recent->first().state == ImportState::Done);
    QVERIFY(waited(importer.keep(outcome->id)));

    const auto undone = wait(importer.undo(outcome->id), 60'000);
    QVERIFY2(undone.ok(), qPrintable(undone ? QString() : undone.error().message));
    QCOMPARE(undone->undone, 3001);
    QCOMPARE(undone->kept, 0);
    QTRY_COMPARE_WITH_TIMEOUT(admin->replica.leadCount(), 1, 30000);
    QTRY_COMPARE_WITH_TIMEOUT(admin->replica.lead(made->id)->zipCode, u"78701"_s, 30000);
}

void TestHostedOffice::anAdminImportsPlumbers()
{
    const auto admin = signIn("admin");
    QVERIFY(admin);
    replica::Importer importer(admin->client);
    const auto outcome = wait(importer.run(importOf(ImportKind::Plumbers, 3)));
    QVERIFY2(outcome.ok(), qPrintable(outcome ? QString() : outcome.error().message));
    QCOMPARE(outcome->added, 3);
    QTRY_COMPARE_WITH_TIMEOUT(admin->replica.plumbers().size(), 3, 30000);
    // The server has made customers of them at Stripe, which keeps nobody, and has told nobody of it.
    QTRY_VERIFY_WITH_TIMEOUT(server().rows(u"plumbers?select=id&stripe_customer_id=is.null"_s).empty(), 30000);
    QVERIFY(server().rows(u"notifications?select=id"_s).empty());
    const auto undone = wait(importer.undo(outcome->id));
    QVERIFY2(undone.ok(), qPrintable(undone ? QString() : undone.error().message));
    QCOMPARE(undone->undone, 3);
    QTRY_COMPARE_WITH_TIMEOUT(admin->replica.plumbers().size(), 0, 30000);
}

void TestHostedOffice::staffCantImport()
{
    const auto staff = signIn("staff");
    QVERIFY(staff);
    server().expectRefusal(u"^POST /rest/v1/imports.* 403$"_s);
    replica::Importer importer(staff->client);
    const auto outcome = wait(importer.run(importOf(ImportKind::Leads, 3)));
    QVERIFY(!outcome.ok());
    QCOMPARE(outcome.error().code, ErrorCode::Forbidden);
    QVERIFY(server().rows(u"leads?select=id"_s).empty());
}

void TestHostedOffice::theCommandLine()
{
    const QString sam = u"sam@office.example"_s;
    QCOMPARE(server().addUser(sam, u"staff"_s, kPassword).exitCode, 0);
    for (const QStringList &command : {QStringList{u"user"_s, u"list"_s},
                                       {u"user"_s, u"role"_s, sam, u"admin"_s},
                                       {u"user"_s, u"password"_s, sam},
                                       {u"user"_s, u"disable"_s, sam},
                                       {u"user"_s, u"enable"_s, sam},
                                       {u"journal"_s, u"list"_s},
                                       {u"journal"_s, u"check"_s},
                                       {u"demo-data"_s, u"--leads"_s, u"30"_s}}) {
        const auto run = server().run(command);
        QVERIFY2(run.exitCode == 0, qPrintable(command.join(u' ') + u": "_s + QString::fromUtf8(run.errorOutput)));
    }
}

/// Straight to a store: these are no requests of the product.
void TestHostedOffice::everyCharacterFindsItsRow()
{
    ServerProcess store(ServerProcess::Store::Embedded);
    QVERIFY2(store.start({u"--store-only"_s}), store.errorOutput().constData());
    supabase::NetworkTransport transport(QUrl(store.url()));
    supabase::KeyCredentials key(store.serviceHeaders().front().second);
    supabase::RestClient client(transport, key);
    QStringList names{u"Zoë O’Hara"_s, u"水管工"_s, u"a,b.c(d)"_s, u"\\\""_s, u"%25 &x=y#z+"_s, u"{a}"_s};
    for (char16_t c = 0x20; c < 0x7f; ++c)
        names += u"x"_s + QChar(c) + u"y"_s;
    auto rows = json::array();
    for (const QString &name : std::as_const(names))
        rows.push_back({{"name", name.toStdString()}, {"category", "x"}, {"price_cents", 100}});
    using supabase::Condition;
    using supabase::Query;
    QVERIFY(waited(client.insert(Query("services").select("name"), rows)));
    for (const QString &name : std::as_const(names))
        for (const Query &query : {Query("services").eq("name", name), Query("services").in("name", {name, u"none"_s}),
                                   Query("services").any({Condition::eq("name", name)}),
                                   Query("services").any({Condition::all({Condition::in("name", {name})})})}) {
            const auto found = waited(client.selectJson(query));
            QVERIFY2(found && found->size() == 1 && (*found)[0]["name"] == name.toStdString(), qPrintable(name));
        }
}

/// More rows than one answer holds are read page by page.
void TestHostedOffice::moreThanAPage()
{
    const auto many = [this](const char *table, auto row) {
        auto rows = json::array();
        for (int i = 0; i < 1100; ++i)
            rows.push_back(row(i));
        return server().write("POST", QLatin1String(table), rows);
    };
    QCOMPARE(many("leads", &TestHostedOffice::lead), 201);
    QCOMPARE(many("plumbers",
                  [](int i) -> json {
                      return {{"first_name", "Pat"},
                              {"last_name", "Number" + std::to_string(i)},
                              {"email", "p" + std::to_string(i) + "@pipes.example"},
                              {"phone_number", "+1512555" + std::to_string(1000 + i)},
                              {"zip_code", "78701"},
                              {"services", json::array()},
                              {"stripe_customer_id", "cus_test" + std::to_string(i)}};
                  }),
             201);
    const auto staff = signIn("staff");
    QVERIFY(staff);
    QTRY_COMPARE_WITH_TIMEOUT(staff->replica.leadCount(), 1100, 30000);
    QCOMPARE(staff->replica.plumbers().size(), 1100);
}

/// In rest a server and a window ask less than once a second each, and for nothing that nobody needs.
void TestHostedOffice::makesNoUselessRequests()
{
    const auto staff = signIn("staff");
    QVERIFY(staff);
    RestWire &wire = *server().wire();
    wire.clear();
    const auto news = [&wire] {
        const auto exchanges = wire.exchanges();
        return std::count_if(exchanges.begin(), exchanges.end(), [](const RestWire::Exchange &exchange) {
            return exchange.target.startsWith("/rest/v1/rpc/office_news") &&
                   exchange.header("X-Client-Info").contains("desktop");
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(news() >= 6, 20000);
    int leads = 0;
    for (const RestWire::Exchange &exchange : wire.exchanges()) {
        leads += exchange.target.startsWith("/rest/v1/leads?");
        QVERIFY2(exchange.target != "/rest/v1/settings?select=key,value", "all settings, also other programs'");
    }
    // After the first look and the second one, for late transactions, nobody asks for leads that didn't move.
    QVERIFY2(leads <= 6, qPrintable(QString::number(leads)));
    const auto all = wire.exchanges().size();
    QVERIFY2(all < 100, qPrintable(QString::number(all)));
}

QTEST_GUILESS_MAIN(TestHostedOffice)
#include "tst_hostedoffice.moc"
