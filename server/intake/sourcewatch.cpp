#include "server/intake/sourcewatch.h"

#include "models/base/onresult.h"
#include "models/domain/sourcesilence.h"
#include "models/supabase/settingsstore.h"
#include "server/intake/storedcounts.h"

#include <QFile>
#include <QSaveFile>

namespace pl::intake {

namespace {

constexpr qint64 kHour = 3600;
constexpr qint64 kUnderWay = 300; // seconds that a lead may take to reach the store
constexpr std::chrono::minutes kEvery(1);

Timestamp startOf(qint64 hour)
{
    return {hour * kHour * 1'000'000};
}

} // namespace

QString SourceWatch::keyOf(const QUuid &source)
{
    return QLatin1StringView(SourceSilence::kPrefix) + source.toString(QUuid::WithoutBraces);
}

SourceWatch::SourceWatch(supabase::RestClient &rest, Sources sources, QString file, Clock clock, QObject *parent)
    : QObject(parent), m_rest(rest), m_sources(std::move(sources)), m_file(std::move(file)), m_clock(std::move(clock))
{
    connect(&m_timer, &QTimer::timeout, this, &SourceWatch::check);
    load();
}

void SourceWatch::start()
{
    m_timer.start(kEvery);
}

void SourceWatch::check()
{
    if (std::exchange(m_isCounting, true))
        return;
    m_hour = (m_clock().micros / 1'000'000 - kUnderWay) / kHour - 1;
    m_toCount.clear();
    m_outcome = {};
    for (const Source &source : m_sources()) {
        const auto known = m_rates.constFind(source.id);
        if (known == m_rates.cend() || known->lastHour().value_or(0) < m_hour)
            m_toCount.append(source);
        else
            Q_EMIT counted(source, known->state());
    }
    countNext();
}

/// Counts one source after another; there is no hurry.
void SourceWatch::countNext()
{
    if (m_toCount.isEmpty()) {
        m_isCounting = false;
        Q_EMIT checked(m_outcome);
        return;
    }
    const Source source = m_toCount.takeFirst();
    // Implied by created_at; lets the store use an index.
    const auto query = supabase::Query("leads")
                           .select("id")
                           .eq("source_id", source.id)
                           .gte("updated_at", startOf(m_hour))
                           .gte("created_at", startOf(m_hour))
                           .filter("created_at", "lt", startOf(m_hour + 1).toString());
    onResult(this, countRows(m_rest, query), [this, source](const Result<qint64> &leads) { onCounted(source, leads); });
}

void SourceWatch::onCounted(const Source &source, const Result<qint64> &leads)
{
    if (!leads) {
        m_outcome = leads.error();
        m_toCount.clear();
        return countNext();
    }
    UsualRate &rate = m_rates[source.id];
    const bool wasSilent = rate.state().isSilent;
    rate.add(m_hour, int(std::min<qint64>(*leads, std::numeric_limits<int>::max())));
    Q_EMIT counted(source, rate.state());
    report(source, wasSilent, rate.state());
    if (m_toCount.isEmpty())
        keep();
    countNext();
}

void SourceWatch::report(const Source &source, bool wasSilent, const UsualRate::State &state)
{
    if (wasSilent == state.isSilent)
        return;
    const SourceSilence silence{source.name, startOf(m_hour + 1 - state.hours), std::llround(state.expected),
                                qint64(state.seen), qint64(state.hours)};
    nlohmann::json value = silence.toJson();
    if (!state.isSilent)
        value["since"] = nullptr;
    (void)supabase::SettingsStore(m_rest).put(keyOf(source.id), value);
    if (state.isSilent)
        Q_EMIT fellSilent(source, state);
    else
        Q_EMIT sendsAgain(source);
}

void SourceWatch::load()
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const auto content = parseJson(file.readAll(), m_file).valueOr(nlohmann::json::object());
    if (!content.is_object())
        return;
    for (const auto &[id, object] : content.items())
        if (auto rate = UsualRate::fromJson(object))
            m_rates.insert(QUuid::fromString(QString::fromStdString(id)), *rate);
}

void SourceWatch::keep()
{
    auto content = nlohmann::json::object();
    for (const auto &[id, rate] : m_rates.asKeyValueRange())
        content[id.toString(QUuid::WithoutBraces).toStdString()] = rate.toJson();
    const QByteArray text = dumpJson(content);
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        Q_EMIT saveFailed(QStringLiteral("Can't write %1: %2.").arg(m_file, file.errorString()));
}

} // namespace pl::intake
