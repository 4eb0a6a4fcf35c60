#include "server/main/servernotices.h"

#include "models/base/onresult.h"

namespace pl {

using nlohmann::json;
using supabase::Query;

namespace {

constexpr std::chrono::seconds kRetry{30};

Query row()
{
    return Query("settings").select("key,value,version").eq("key", QString::fromLatin1(ServerNotices::kKey));
}

bool hasText(const json &value, const std::string &key, const QString &text)
{
    const auto found = value.find(key);
    return found != value.end() && found->is_object() && found->value("text", json()) == toJson(text);
}

/// What nobody understands is replaced: the row is the servers' own.
json noticesIn(const json &rows)
{
    const json value = rows.empty() ? json() : rows.front().value("value", json());
    return value.is_object() ? value : json::object();
}

} // namespace

ServerNotices::ServerNotices(supabase::RestClient &rest, QObject *parent)
    : ServerNotices(rest, kRetry, &Timestamp::now, parent)
{
}

ServerNotices::ServerNotices(supabase::RestClient &rest, std::chrono::milliseconds retry, Clock clock, QObject *parent)
    : QObject(parent), m_rest(rest), m_retry(retry), m_clock(std::move(clock))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ServerNotices::read);
}

void ServerNotices::set(const QString &key, const QString &text)
{
    want(key, text);
}

void ServerNotices::clear(const QString &key)
{
    want(key, std::nullopt);
}

void ServerNotices::want(const QString &key, const std::optional<QString> &text)
{
    const auto known = m_known.constFind(key);
    if (known != m_known.cend() && *known == text && !m_writing.contains(key)) {
        m_wanted.remove(key); // back to what the row says
        return;
    }
    m_wanted.insert(key, text);
    if (!m_isBusy && !m_timer.isActive())
        read();
}

void ServerNotices::read()
{
    if (m_isBusy || m_wanted.isEmpty())
        return;
    m_isBusy = true;
    m_writing = m_wanted;
    onResult(this, m_rest.selectJson(row()), [this](const Result<json> &rows) { onRow(rows); });
}

void ServerNotices::onRow(const Result<json> &rows)
{
    if (!rows || !rows->is_array())
        return pause();
    const json before = noticesIn(*rows);
    const json after = changed(before);
    before == after ? noteDone() : write(*rows, after);
}

/// The row's notices with ours in them.
json ServerNotices::changed(json value) const
{
    for (const auto &[key, text] : m_writing.asKeyValueRange()) {
        const std::string name = key.toStdString();
        if (!text) {
            value.erase(name);
        } else if (!hasText(value, name, *text)) {
            const auto old = value.find(name);
            const bool stands = old != value.end() && old->is_object() && old->value("since", json()).is_string();
            const json since = stands ? (*old)["since"] : toJson(m_clock().toString());
            value[name] = {{"since", since}, {"text", toJson(*text)}};
        }
    }
    return value;
}

void ServerNotices::write(const json &rows, const json &value)
{
    const auto written = [this](const Result<json> &changed) { onWritten(changed); };
    if (rows.empty()) {
        const json made{{"key", kKey}, {"value", value}};
        return onResult(this,
                        m_rest.insert(Query("settings").select("key").onConflict("key"), made,
                                      supabase::OnConflict::IgnoreDuplicates),
                        written);
    }
    const qint64 version = rows.front().value("version", qint64(0));
    onResult(this, m_rest.update(row().eq("version", version), {{"value", value}}), written);
}

/// No row was written: somebody was faster. The next look at the row tells what is left to do.
void ServerNotices::onWritten(const Result<json> &rows)
{
    if (!rows || !rows->is_array())
        return pause();
    if (!rows->empty())
        return noteDone();
    m_isBusy = false;
    m_writing.clear();
    read();
}

void ServerNotices::noteDone()
{
    for (const auto &[key, text] : m_writing.asKeyValueRange()) {
        m_known.insert(key, text);
        if (m_wanted.value(key) == text)
            m_wanted.remove(key);
    }
    m_writing.clear();
    m_isBusy = false;
    read();
}

void ServerNotices::pause()
{
    m_writing.clear();
    m_isBusy = false;
    m_timer.start(m_retry);
}

} // namespace pl
