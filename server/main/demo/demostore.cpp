#include "server/main/demo/demostore.h"

#include "models/base/jsonmember.h"
#include "models/domain/officeidentity.h"
#include "models/supabase/settingsstore.h"
#include "server/main/demo/demohooks.h"
#include "server/main/demo/demoitems.h"
#include "server/main/newsource.h"
#include "server/main/passwords.h"

namespace pl::demo {

namespace {

using nlohmann::json;

constexpr int kDemoLeads = 200;

QFuture<Result<json>> ready(const Result<json> &answer = Result<json>(json()))
{
    return QtFuture::makeReadyFuture(answer);
}

} // namespace

DemoStore::DemoStore(supabase::RestClient &rest, supabase::UserAdmin &users, const DataDir &dataDir,
                     const QString &databaseFile, QObject *parent)
    : QObject(parent), m_rest(rest), m_users(users), m_dataDir(dataDir), m_databaseFile(databaseFile), m_filler(rest)
{
}

QFuture<Result<>> DemoStore::fillIfEmpty(const QString &url)
{
    m_access = {{"url", url.toStdString()}};
    m_steps.add([this](const json &) { return m_rest.selectJson(supabase::Query("plumbers").select("id").limit(1)); });
    m_steps.add([this](const json &plumbers) {
        if (plumbers.empty())
            addSteps();
        return ready();
    });
    return m_steps.run();
}

void DemoStore::addSteps()
{
    addAccount("admin");
    addAccount("staff");
    addSource("website");
    addSource("AdLeads, Inc.");
    nameOffice();
    m_steps.add([this](const json &) {
        return m_filler.fill(kDemoLeads, m_sources, true).then([](const Result<> &filled) {
            return filled.transform([](Done) { return json(); });
        });
    });
    addHooks();
    addDates();
    m_steps.add([this](const json &) {
        const auto written =
            writePrivateFile(m_dataDir.file("demo.json"), QByteArray::fromStdString(m_access.dump(2)) + '\n');
        return ready(written.transform([](Done) { return json(); }));
    });
}

/// For its messages. Keeps a name that it has already.
void DemoStore::nameOffice()
{
    m_steps.add([this](const json &) {
        return supabase::SettingsStore(m_rest)
            .add(OfficeIdentity::kName, "Hill Country Leads")
            .then([](const Result<> &named) -> Result<json> {
                if (!named && named.error().code != ErrorCode::Outdated)
                    return named.error();
                return json();
            });
    });
}

void DemoStore::addAccount(const char *role)
{
    m_steps.add([this, role](const json &) {
        const QString email = QString::fromLatin1(role) + QStringLiteral("@demo.example");
        const QString password = randomPassword();
        m_access[role] = {{"email", email.toStdString()}, {"password", password.toStdString()}};
        return m_users.create(email, password, QString::fromLatin1(role))
            .then([](const Result<supabase::AuthUser> &user) {
                return user.transform([](const supabase::AuthUser &) { return json(); });
            });
    });
}

void DemoStore::addSource(const char *name)
{
    m_steps.add([this, name](const json &) {
        return pl::addSource(m_rest, {.name = QString::fromLatin1(name)}).then([](const Result<NewSource> &source) {
            return source.transform([](const NewSource &made) {
                return json{{"name", toJson(made.name)}, {"id", toJson(made.id)}, {"key", made.key.toStdString()}};
            });
        });
    });
    m_steps.add([this](const json &source) {
        m_sources.append(QUuid::fromString(QString::fromStdString(source["id"].get<std::string>())));
        if (!m_access.contains("source"))
            m_access["source"] = source;
        return ready();
    });
}

void DemoStore::add(const char *table, std::function<json()> rows)
{
    m_steps.add([this, table, rows = std::move(rows)](const json &) {
        return m_rest.insert(supabase::Query(table).select("id"), rows());
    });
}

/// The hooks' leads are new, so nobody hears of them; the history has their dates.
void DemoStore::addHooks()
{
    const auto google = SourceKey::create(SourceKey::Kind::Hook);
    const auto thumbtack = SourceKey::create(SourceKey::Kind::Hook);
    m_access["hook"] = {
        {"name", "Google Ads"}, {"id", toJson(sampleId(kGoogleHook))}, {"key", google.text().toStdString()}};
    add("lead_sources", [=] { return hookRows(google, thumbtack); });
    add("leads", [this] { return hookLeadRows(m_now, m_sources.first()); });
    add("intake_items", [this] { return intakeRows(m_now, m_sources.first()); });
}

void DemoStore::addDates()
{
    for (const json &lead : hookLeadRows(m_now, {}))
        m_filler.history().date(jsonText(lead, "id"), QStringLiteral("received"),
                                Timestamp::parse(jsonText(lead, "created_at")).value_or(m_now));
    m_steps.add([this](const json &) {
        if (m_databaseFile.isEmpty())
            return ready();
        const auto written = m_filler.history().write(m_databaseFile);
        return ready(written.transform([](Done) { return json(); }));
    });
}

} // namespace pl::demo
