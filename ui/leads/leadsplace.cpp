#include "ui/leads/leadsplace.h"

#include "ui/leads/leadselection.h"
#include "ui/leads/leadsview.h"
#include "ui/leads/leadtable.h"

#include <QScrollBar>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto kPlaceAfter = 1s;
constexpr qsizetype kMaxChecked = 1000;

const QString kPlaceKey = QStringLiteral("session/leads");
const QString kDetachedKey = QStringLiteral("session/detached");
const QString kListKey = QStringLiteral("list");
const QString kCurrentKey = QStringLiteral("current");
const QString kTopKey = QStringLiteral("top");
const QString kCheckedKey = QStringLiteral("checked");
const QString kPaneKey = QStringLiteral("pane");
const QString kSavedList = QStringLiteral("saved/");

} // namespace

LeadsPlace::LeadsPlace(OfficeContext &context, LeadsView &view)
    : QObject(&view), m_context(context), m_view(view), m_wanted(context.settings.value(kPlaceKey).toMap())
{
    const LeadTable &table = view.table();
    const auto soon = [this] { m_soon.start(kPlaceAfter); };
    m_soon.setSingleShot(true);
    m_paneSoon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &LeadsPlace::save);
    connect(&m_paneSoon, &QTimer::timeout, this,
            [this] { m_context.settings.setValue(kDetachedKey, m_view.isDetached()); });
    connect(&table, &LeadTable::currentLeadChanged, this, soon);
    connect(&table, &LeadTable::selectionChangedTo, this, soon);
    connect(&table, &LeadTable::detailsWanted, this, soon);
    connect(table.verticalScrollBar(), &QScrollBar::valueChanged, this, soon);
    connect(&view, &LeadsView::detachedChanged, this, [this] {
        if (!m_isClosed)
            m_paneSoon.start(kPlaceAfter);
    });
    // Queued: the table takes the rows first, the window the views.
    connect(&context.replica, &replica::OfficeReplica::reset, this, &LeadsPlace::restore, Qt::QueuedConnection);
    if (context.views)
        connect(context.views, &replica::ViewBook::changed, this, &LeadsPlace::restore, Qt::QueuedConnection);
}

QString LeadsPlace::listKey() const
{
    const std::optional<QUuid> saved = m_view.savedView();
    return saved ? kSavedList + saved->toString(QUuid::WithoutBraces) : keyOf(m_view.view());
}

/// The window opens before the saved views are read.
bool LeadsPlace::mayStillCome(const QString &list) const
{
    return list.startsWith(kSavedList) && m_context.views && !m_context.views->isLoaded();
}

/// The newest leads come first, all others a moment later.
bool LeadsPlace::isAmongOlder(const QUuid &lead) const
{
    const replica::OfficeReplica &replica = m_context.replica;
    return !lead.isNull() && !replica.isComplete() && !replica.isLoadingStopped() &&
           replica.columns().rowOf(lead) == columns::kNoRow;
}

void LeadsPlace::restore()
{
    if (!m_wanted || !m_context.replica.hasLeads())
        return;
    const QString list = m_wanted->value(kListKey).toString();
    if (list != listKey() && mayStillCome(list))
        return;
    if (isAmongOlder(m_wanted->value(kCurrentKey).toUuid()) || isAmongOlder(m_wanted->value(kTopKey).toUuid()))
        return;
    const QVariantMap place = *std::exchange(m_wanted, std::nullopt);
    if (list == listKey())
        apply(place);
    if (m_context.settings.value(kDetachedKey).toBool())
        m_view.setDetached(true);
}

void LeadsPlace::apply(const QVariantMap &place)
{
    LeadTable &table = m_view.table();
    table.selectLead(place.value(kCurrentKey).toUuid());
    QList<QUuid> checked;
    for (const QString &id : place.value(kCheckedKey).toStringList())
        checked += QUuid::fromString(id);
    table.selection().set(checked);
    table.scrollToTopLead(place.value(kTopKey).toUuid());
    if (place.value(kPaneKey).toBool())
        m_view.openPane();
}

QVariantMap LeadsPlace::now() const
{
    const LeadTable &table = m_view.table();
    QStringList checked;
    for (const QUuid &lead : m_view.table().selection().leads().mid(0, kMaxChecked))
        checked += lead.toString();
    return {{kListKey, listKey()},
            {kCurrentKey, table.currentLead().toString()},
            {kTopKey, table.topLead().toString()},
            {kCheckedKey, checked},
            {kPaneKey, m_view.hasOpenPane()}};
}

/// Signing out empties the list; that is not where the person was.
void LeadsPlace::save()
{
    m_soon.stop();
    if (!m_wanted && !m_isClosed && m_context.replica.hasLeads())
        m_context.settings.setValue(kPlaceKey, now());
}

void LeadsPlace::close()
{
    save();
    m_paneSoon.stop();
    m_isClosed = true;
}

} // namespace pl::ui
