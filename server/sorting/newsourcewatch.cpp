#include "server/sorting/newsourcewatch.h"

#include "models/base/jsonmember.h"
#include "models/base/onresult.h"
#include "models/domain/intakeitem.h"

namespace pl::sorting {

using nlohmann::json;
using supabase::Query;

namespace {

constexpr std::chrono::hours kBetween(1);
constexpr qint64 kPatience = 24 * 3600; // seconds without anything

QString troubleOf(const QString &source, IntakeCause cause)
{
    switch (cause) {
    case IntakeCause::Unmapped:
        return QStringLiteral("%1 sent something that didn't become a lead. See To sort.").arg(source);
    case IntakeCause::Broken:
        return QStringLiteral("%1 sent something that can't be read. See To sort.").arg(source);
    case IntakeCause::Refused:
        return QStringLiteral("A lead from %1 was refused. See To sort.").arg(source);
    case IntakeCause::OverLimit:
        return QStringLiteral("%1 is over its limit. See To sort.").arg(source);
    case IntakeCause::NotFetched:
        return QStringLiteral("A lead from %1 could not be fetched. See To sort.").arg(source);
    case IntakeCause::NoLead:
        break;
    }
    return {};
}

} // namespace

NewSourceWatch::NewSourceWatch(supabase::RestClient &rest, SourceBook &book, Clock clock, QObject *parent)
    : QObject(parent), m_rest(rest), m_book(book), m_clock(std::move(clock))
{
    connect(&m_timer, &QTimer::timeout, this, &NewSourceWatch::check);
}

QString NewSourceWatch::keyOf(const QUuid &source)
{
    return QStringLiteral("source_start.") + source.toString(QUuid::WithoutBraces);
}

void NewSourceWatch::start()
{
    m_timer.start(kBetween);
    check();
}

void NewSourceWatch::check()
{
    onResult(this, m_book.knowing({}), [this](const Result<OfficeRulesPtr> &rules) {
        if (!rules)
            return;
        for (const QUuid &source : (*rules)->sources.keys())
            look(source);
    });
}

void NewSourceWatch::noteItem(const QUuid &source)
{
    look(source);
}

void NewSourceWatch::noteLead(const QUuid &source)
{
    if (m_working.contains(source))
        return;
    m_working.insert(source);
    Q_EMIT settled(keyOf(source));
}

/// One look at a source at a time; what happens meanwhile is looked at behind it.
void NewSourceWatch::look(const QUuid &source)
{
    if (m_working.contains(source) || !m_book.latest())
        return;
    const auto known = m_book.latest()->sources.constFind(source);
    if (known == m_book.latest()->sources.cend())
        return;
    if (m_looking.contains(source)) {
        m_again.insert(source);
        return;
    }
    if (!known->source.active)
        return Q_EMIT settled(keyOf(source));
    m_looking.insert(source);
    const auto first = Query("leads")
                           .select("id")
                           .eq("source_id", source)
                           .filter("is_test", "is", QStringLiteral("false"))
                           .order("created_at")
                           .limit(1);
    onResult(this, m_rest.selectJson(first), [this, source = known->source](const Result<json> &rows) {
        rows ? onLeads(source, *rows) : end(source.id);
    });
}

void NewSourceWatch::onLeads(const LeadSource &source, const json &rows)
{
    if (!rows.empty()) {
        noteLead(source.id);
        return end(source.id);
    }
    const auto newest = Query("intake_items")
                            .select("status,cause")
                            .eq("source_id", source.id)
                            .filter("is_test", "is", QStringLiteral("false"))
                            .order("received_at.desc")
                            .limit(20);
    onResult(this, m_rest.selectJson(newest), [this, source](const Result<json> &items) {
        if (items && !m_working.contains(source.id))
            onItems(source, *items);
        end(source.id);
    });
}

/// An item whose lead is being fetched for the first time is no trouble yet.
void NewSourceWatch::onItems(const LeadSource &source, const json &rows)
{
    for (const json &row : rows) {
        const auto cause = enumFromName<IntakeCause>(jsonText(row, "cause")).value_or(IntakeCause::Unmapped);
        if (cause != IntakeCause::NoLead && jsonText(row, "status") == enumName(IntakeStatus::Waiting))
            return Q_EMIT noticed(keyOf(source.id), troubleOf(source.name, cause));
    }
    const bool isSilent = rows.empty() && source.createdAt.secondsTo(m_clock()) >= kPatience;
    if (isSilent)
        Q_EMIT noticed(keyOf(source.id),
                       QStringLiteral("%1 has sent nothing since it was added. Check its address and key on its side, "
                                      "or switch it off under Sources.")
                           .arg(source.name));
    else
        Q_EMIT settled(keyOf(source.id));
}

void NewSourceWatch::end(const QUuid &source)
{
    m_looking.remove(source);
    if (m_again.remove(source))
        look(source);
}

} // namespace pl::sorting
