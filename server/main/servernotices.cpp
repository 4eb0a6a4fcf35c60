#include "server/main/servernotices.h"

#include "models/base/onresult.h"

namespace pl {

using nlohmann::json;
using supabase::Setting;

namespace {

bool hasText(const json &value, const std::string &key, const QString &text)
{
    const auto found = value.find(key);
    return found != value.end() && found->is_object() && found->value("text", json()) == toJson(text);
}

} // namespace

ServerNotices::ServerNotices(supabase::RestClient &rest, std::chrono::milliseconds retry, Clock clock, QObject *parent)
    : QObject(parent), m_settings(rest), m_retry(retry), m_clock(std::move(clock))
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
    onResult(this, m_settings.read(QString::fromLatin1(kKey)), [this](const Result<Setting> &row) { onRow(row); });
}

/// An unreadable value is replaced: the row belongs to the servers.
void ServerNotices::onRow(const Result<Setting> &row)
{
    if (!row)
        return pause();
    const json before = row->value.is_object() ? row->value : json::object();
    const json after = changed(before);
    before == after ? noteDone() : write(*row, after);
}

/// The row's notices with ours merged in.
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

void ServerNotices::write(const Setting &row, const json &value)
{
    if (!row.exists())
        return onResult(this, m_settings.add(row.key, value), [this](const Result<> &added) { onWritten(added); });
    onResult(this, m_settings.replace(row, value),
             [this](const Result<Setting> &replaced) { onWritten(replaced ? Result<>() : replaced.error()); });
}

/// Outdated if another server was faster. Reading the row again shows what is left to do.
void ServerNotices::onWritten(const Result<> &written)
{
    if (written)
        return noteDone();
    if (written.error().code != ErrorCode::Outdated)
        return pause();
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
