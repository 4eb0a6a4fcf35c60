#include "server/sorting/itemkeeping.h"

#include "models/base/jsonmember.h"
#include "models/domain/intakeitem.h"
#include "models/domain/keepingtimes.h"
#include "server/sorting/itemrow.h"

namespace pl::sorting {

using nlohmann::json;
using supabase::Query;

namespace {

constexpr int kPage = 100; // whose ids fit into a request line
constexpr qint64 kDay = 24 * 3600;
constexpr std::chrono::hours kEvery(1);

int daysOf(const QHash<QString, supabase::Setting> &settings)
{
    const auto times = settings.constFind(QString::fromLatin1(KeepingTimes::kKey));
    if (times != settings.cend())
        return KeepingTimes::fromJson(times->value).bodies;
    const json setting = settings.value(QString::fromLatin1(ItemKeeping::kKeepDays)).value;
    const bool isNumber = setting.is_number_integer() && setting.get<qint64>() >= 1 && setting.get<qint64>() <= 3650;
    return isNumber ? setting.get<int>() : ItemKeeping::kDefaultDays;
}

bool isOpen(const json &row)
{
    const QString status = jsonText(row, "status");
    return status == enumName(IntakeStatus::Waiting) || status == enumName(IntakeStatus::Retry);
}

} // namespace

ItemKeeping::ItemKeeping(supabase::RestClient &rest, SourceBook &book, Clock clock, QObject *parent)
    : QObject(parent), m_rest(rest), m_book(book), m_clock(std::move(clock))
{
    connect(&m_timer, &QTimer::timeout, this, &ItemKeeping::erase);
}

void ItemKeeping::start()
{
    m_timer.start(kEvery);
    erase();
}

void ItemKeeping::erase()
{
    if (std::exchange(m_isErasing, true))
        return;
    m_erased = 0;
    const QStringList keys{QString::fromLatin1(KeepingTimes::kKey), QString::fromLatin1(kKeepDays)};
    onResult(this, supabase::SettingsStore(m_rest).read(keys),
             [this](const Result<QHash<QString, supabase::Setting>> &settings) { onDays(settings); });
}

void ItemKeeping::onDays(const Result<QHash<QString, supabase::Setting>> &settings)
{
    if (!settings)
        return end(settings.error());
    const int kept = daysOf(*settings);
    m_before = m_clock().addSeconds(-kDay * kept);
    m_note =
        kept == 1 ? QStringLiteral("Kept 1 day, then erased.") : QStringLiteral("Kept %1 days, then erased.").arg(kept);
    onResult(this, m_book.knowing({}), [this](const Result<OfficeRulesPtr> &rules) {
        if (!rules)
            return end(rules.error());
        m_sources = (*rules)->sources.keys();
        eraseNext();
    });
}

/// Source by source, as the store's index has them.
void ItemKeeping::eraseNext()
{
    if (m_sources.isEmpty())
        return end(m_erased);
    const auto old = Query("intake_items")
                         .select("id,status")
                         .eq("source_id", m_sources.first())
                         .filter("received_at", "lt", m_before.toString())
                         .isNull("erased_at")
                         .order("received_at")
                         .limit(kPage);
    onResult(this, m_rest.selectJson(old),
             [this](const Result<json> &rows) { rows ? onItems(*rows) : end(rows.error()); });
}

void ItemKeeping::onItems(const json &rows)
{
    m_missed = 0;
    QStringList open;
    QStringList settled;
    for (const json &row : rows)
        (isOpen(row) ? open : settled) += jsonText(row, "id");
    const bool isLast = rows.size() < std::size_t(kPage);
    write(open, true, [=, this] {
        write(settled, false, [this, isLast] {
            if (isLast || m_missed > 0) // the same page would come again
                m_sources.removeFirst();
            eraseNext();
        });
    });
}

/// Names the status again: somebody may settle an item meanwhile. Then the next hour erases it.
void ItemKeeping::write(const QStringList &ids, bool areOpen, const std::function<void()> &next)
{
    if (ids.isEmpty())
        return next();
    const auto names = areOpen ? QStringList{enumName(IntakeStatus::Waiting), enumName(IntakeStatus::Retry)}
                               : QStringList{enumName(IntakeStatus::Taken), enumName(IntakeStatus::Discarded)};
    const json at = toJson(std::optional(m_clock()));
    json changes{{"body", nullptr}, {"erased_at", at}};
    if (areOpen)
        changes.update(json{{"status", enumText(IntakeStatus::Discarded)},
                            {"note", toJson(m_note)},
                            {"settled_at", at},
                            {"settled_by", kServer}});
    const auto query = Query("intake_items").select("id").in("id", ids).in("status", names);
    const int count = int(ids.size());
    onResult(this, m_rest.update(query, changes), [this, next, count](const Result<json> &rows) {
        if (!rows)
            return end(rows.error());
        m_erased += int(rows->size());
        m_missed += count - int(rows->size());
        next();
    });
}

void ItemKeeping::end(const Result<int> &outcome)
{
    m_isErasing = false;
    Q_EMIT erased(outcome);
}

} // namespace pl::sorting
