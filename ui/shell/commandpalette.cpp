#include "ui/shell/commandpalette.h"

#include "ui/shell/commanddelegate.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/popoverparts.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QSettings>

namespace pl::ui {
namespace {

constexpr int kRowsInSight = 12;
constexpr int kMaxInGroup = 8; // of those that match
constexpr int kMaxRecent = 5;
const QString kRecentKey = QStringLiteral("palette/recent");

} // namespace

CommandPalette::CommandPalette(QSettings &settings, QWidget *host)
    : Popover(host)
    , m_settings(settings)
    , m_filter(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_noHits(popoverHint(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Commands, leads and pages"));
    m_filter->setObjectName(QStringLiteral("commandFilter"));
    m_filter->setPlaceholderText(tr("A command, a lead, a plumber, a page \u2026"));
    m_filter->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("commandList"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setFixedSize(scaledPx(this, 520), scaledPx(this, 30) * kRowsInSight);
    m_noHits->setObjectName(QStringLiteral("commandNoHits"));
    m_noHits->setFixedSize(m_list->size());
    m_noHits->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *rows = popoverLayout(this);
    rows->addWidget(m_filter);
    rows->addWidget(m_list);
    rows->addWidget(m_noHits);
    connect(m_filter, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) {
        if (m_shown.value(m_list->row(item)).run) // not the title of a group
            run();
    });
}

void CommandPalette::addSource(const PaletteSource &source)
{
    m_sources += source;
}

void CommandPalette::openBelow(const QRect &anchor)
{
    const QSignalBlocker blocker(m_filter);
    m_filter->clear();
    fill({});
    openAt(anchor);
}

std::optional<PaletteHit> CommandPalette::hitByKey(const QString &key) const
{
    for (const PaletteSource &source : m_sources) {
        if (source.byKey) {
            if (const auto hit = source.byKey(key))
                return hit;
            continue;
        }
        const QList<PaletteHit> hits = source.find({});
        const auto found = std::find_if(hits.cbegin(), hits.cend(), [&key](const auto &hit) { return hit.key == key; });
        if (found != hits.cend())
            return *found;
    }
    return std::nullopt;
}

QList<PaletteHit> CommandPalette::recent() const
{
    QList<PaletteHit> hits;
    const QStringList keys = m_settings.value(kRecentKey).toStringList();
    for (const QString &key : keys)
        if (const auto hit = hitByKey(key))
            hits += *hit;
    return hits;
}

void CommandPalette::remember(const QString &key)
{
    if (key.isEmpty())
        return;
    QStringList keys = m_settings.value(kRecentKey).toStringList();
    keys.removeAll(key);
    keys.prepend(key);
    m_settings.setValue(kRecentKey, QStringList(keys.mid(0, kMaxRecent)));
}

QList<CommandPalette::Group> CommandPalette::groupsFor(const QString &typed) const
{
    const SearchWords words(typed);
    QList<Group> groups;
    for (const PaletteSource &source : m_sources) {
        Group group{source.title, source.find(typed)};
        for (PaletteHit &hit : group.hits) {
            if (!hit.rank)
                hit.rank = paletteRank(hit.text, words).value_or(RankElsewhere);
            group.best = std::min(group.best, *hit.rank);
        }
        if (!words.isEmpty()) {
            std::stable_sort(group.hits.begin(), group.hits.end(),
                             [](const PaletteHit &a, const PaletteHit &b) { return *a.rank < *b.rank; });
            group.hits = group.hits.mid(0, kMaxInGroup);
        }
        groups += group;
    }
    if (!words.isEmpty())
        std::stable_sort(groups.begin(), groups.end(), [](const Group &a, const Group &b) { return a.best < b.best; });
    return groups;
}

void CommandPalette::fill(const QString &typed)
{
    m_list->clear();
    m_shown.clear();
    QList<Group> groups = groupsFor(typed);
    if (SearchWords(typed).isEmpty()) {
        const QList<PaletteHit> before = recent();
        addGroup(tr("Recent"), before);
        for (Group &group : groups)
            group.hits.removeIf([&before](const PaletteHit &hit) {
                return std::any_of(before.cbegin(), before.cend(), [&hit](const auto &r) { return r.key == hit.key; });
            });
    }
    for (const Group &group : std::as_const(groups))
        addGroup(group.title, group.hits);
    m_list->setCurrentRow(-1);
    move(+1);
    const bool hits = !m_shown.isEmpty();
    m_list->setVisible(hits);
    m_noHits->setVisible(!hits);
    m_noHits->setText(hits ? QString()
                           : tr("Nothing matches \u201C%1\u201D. Try fewer letters, a phone number or a ZIP code.")
                                 .arg(typed.trimmed()));
}

void CommandPalette::addGroup(const QString &title, const QList<PaletteHit> &hits)
{
    if (hits.isEmpty())
        return;
    auto *head = new QListWidgetItem(title, m_list);
    head->setFlags(Qt::NoItemFlags);
    head->setData(CommandDelegate::TitleRole, true);
    m_shown += PaletteHit{};
    for (const PaletteHit &hit : hits) {
        auto *item = new QListWidgetItem(hit.text, m_list);
        item->setData(CommandDelegate::KeyRole, hit.keys);
        item->setData(CommandDelegate::DetailRole, hit.detail);
        item->setData(Qt::AccessibleTextRole, hit.detail.isEmpty() ? hit.text : tr("%1, %2").arg(hit.text, hit.detail));
        m_shown += hit;
    }
}

/// The titles of groups are passed over; that of the first stays in sight.
void CommandPalette::move(int step)
{
    int row = m_list->currentRow() + step;
    while (row >= 0 && row < m_shown.size() && !m_shown[row].run)
        row += step;
    if (row < 0 || row >= m_shown.size())
        return;
    m_list->setCurrentRow(row);
    if (row == 1)
        m_list->scrollToTop();
}

void CommandPalette::run()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_shown.size() || !m_shown[row].run)
        return;
    const PaletteHit hit = m_shown[row];
    closePopover();
    remember(hit.key);
    hit.run();
}

QWidget *CommandPalette::firstFocus()
{
    return m_filter;
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_filter || event->type() != QEvent::KeyPress)
        return Popover::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!key->isAutoRepeat())
            run();
        return true;
    case Qt::Key_Down:
        move(+1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    default:
        return Popover::eventFilter(watched, event);
    }
}

} // namespace pl::ui
