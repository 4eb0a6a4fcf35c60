#include "ui/views/morefilters.h"

#include "ui/style/metrics.h"
#include "ui/views/receivedchip.h"
#include "ui/views/valuepopup.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>

namespace pl::ui {

using tables::LeadGrouping;
using tables::SavedViewDefinition;

namespace {

const QString kDueNow = QStringLiteral("due_now");
const QString kNoAnswer = QStringLiteral("unanswered");
const QString kNoTests = QStringLiteral("no_tests");
const QString kNoDuplicates = QStringLiteral("no_duplicates");
constexpr int kOfferedHours[] = {1, 4, 24, 72, 168};

QString ageText(int hours)
{
    return hours % 24 == 0 ? MoreFilters::tr("Over %n day(s)", nullptr, hours / 24)
                           : MoreFilters::tr("Over %n hour(s)", nullptr, hours);
}

QList<FilterChip::Choice> ageChoices(int also)
{
    QList<int> hours(std::begin(kOfferedHours), std::end(kOfferedHours));
    if (also > 0 && !hours.contains(also))
        hours += also;
    QList<FilterChip::Choice> choices;
    for (const int number : std::as_const(hours))
        choices.append({QString::number(number), ageText(number)});
    return choices;
}

QString keyOf(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

QStringList keysOf(const QSet<QUuid> &ids)
{
    QStringList keys;
    for (const QUuid &id : ids)
        keys += keyOf(id);
    keys.sort();
    return keys;
}

QSet<QUuid> idsOf(const QStringList &keys)
{
    QSet<QUuid> ids;
    for (const QString &key : keys)
        ids.insert(QUuid::fromString(key));
    return ids;
}

/// By name; those without one, which the null id stands for, first.
QList<FilterChip::Choice> namedChoices(const QHash<QUuid, QString> &names, const QString &none)
{
    QList<FilterChip::Choice> choices;
    for (auto it = names.cbegin(); it != names.cend(); ++it)
        choices.append({keyOf(it.key()), *it});
    std::sort(choices.begin(), choices.end(),
              [](const auto &a, const auto &b) { return QString::localeAwareCompare(a.text, b.text) < 0; });
    choices.prepend({keyOf(QUuid()), none});
    return choices;
}

QHash<QUuid, QString> plumberNames(const replica::OfficeReplica &replica)
{
    QHash<QUuid, QString> names;
    for (const Plumber &plumber : replica.plumbers())
        names.insert(plumber.id, plumber.fullName());
    return names;
}

} // namespace

MoreFilters::MoreFilters(const OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_button(new QPushButton(tr("More filters"), this))
    , m_menu(new QMenu(m_button))
    , m_save(new QPushButton(this))
    , m_group(new FilterChip(tr("Group by"), this))
    , m_line(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("moreFilters"));
    m_button->setObjectName(QStringLiteral("moreFiltersButton"));
    m_button->setFlat(true);
    m_button->setFocusPolicy(Qt::TabFocus);
    m_save->setObjectName(QStringLiteral("saveViewButton"));
    m_save->setFlat(true);
    m_save->setFocusPolicy(Qt::TabFocus);
    connect(m_button, &QPushButton::clicked, this, [this] {
        fillMenu();
        m_menu->popup(m_button->mapToGlobal(QPoint(0, m_button->height() + 3)));
        m_menu->setActiveAction(m_menu->actions().value(0));
    });
    build();
    settle();
}

void MoreFilters::build()
{
    m_line->setContentsMargins(scaledPx(this, 14), 0, scaledPx(this, 14), scaledPx(this, 9));
    m_line->setSpacing(scaledPx(this, 8));
    const auto today = [this] {
        return m_context.clock().toDateTime().toTimeZone(m_context.replica.settings().dispatch.zone()).date();
    };
    add(m_received = new ReceivedChip(today, this), "receivedFilter", tr("Received"));
    add(m_age = new FilterChip(tr("Age"), this), "ageFilter", tr("Age"));
    m_age->setExclusive(true);
    m_age->setChoices(ageChoices(0));
    add(m_plumbers = new PickChip(tr("Plumber"), tr("Find a plumber"), this), "plumberFilter", tr("Plumber"));
    m_plumbers->setSource([this] { return namedChoices(plumberNames(m_context.replica), tr("No plumber")); });
    add(m_sources = new PickChip(tr("Source"), tr("Find a source"), this), "sourceFilter", tr("Source"));
    m_sources->setSource([this] { return namedChoices(m_context.replica.sourceNames(), tr("Entered by hand")); });
    add(m_zips = new PickChip(tr("ZIP"), tr("Beginning of a ZIP code"), this), "zipFilter", tr("ZIP"));
    m_zips->setTakesOwnWords(true);
    add(m_closed = new FilterChip(tr("Completed as"), this), "closedFilter", tr("Completed as"));
    QList<FilterChip::Choice> reasons;
    for (const auto reason : {ClosedReason::Done, ClosedReason::Invalid, ClosedReason::Duplicate, ClosedReason::Lost})
        reasons.append({QString(enumName(reason)), closedReasonText(reason)});
    m_closed->setChoices(reasons);
    add(m_only = new FilterChip(tr("Only"), this), "onlyFilter", tr("Only due, unanswered, no tests \u2026"));
    m_only->setChoices({{kDueNow, tr("Due now")},
                        {kNoAnswer, tr("Unanswered")},
                        {kNoTests, tr("No tests")},
                        {kNoDuplicates, tr("No duplicates")}});
    add(m_words = new PickChip(tr("Contains"), tr("Words to search for"), this), "wordsFilter", tr("Contains"));
    m_words->setTakesOwnWords(true);
    buildGroup();
    m_line->addStretch(1);
    m_line->addWidget(m_save);
    m_save->hide();
}

void MoreFilters::buildGroup()
{
    add(m_group, "groupChip", tr("Group by plumber, service \u2026"));
    m_group->setExclusive(true);
    m_group->setChoices({{QString(enumName(LeadGrouping::Plumber)), tr("Plumber")},
                         {QString(enumName(LeadGrouping::Service)), tr("Service")},
                         {QString(enumName(LeadGrouping::Source)), tr("Source")},
                         {QString(enumName(LeadGrouping::Day)), tr("Day")}});
    connect(m_group, &FilterChip::chosenChanged, this, [this] {
        if (!m_presenting)
            Q_EMIT groupingChanged();
    });
}

void MoreFilters::add(FilterChip *chip, const char *name, const QString &title)
{
    chip->setObjectName(QLatin1StringView(name));
    m_line->addWidget(chip);
    m_chips.append({chip, title});
    chip->hide();
    connect(chip, &FilterChip::chosenChanged, this, [this, chip] { changed(chip); });
}

void MoreFilters::fillMenu()
{
    m_menu->clear();
    for (const auto &[chip, title] : std::as_const(m_chips))
        if (chip->isHidden() && (chip != m_sources || !m_context.replica.sourceNames().isEmpty()))
            connect(m_menu->addAction(title), &QAction::triggered, this, [this, shown = chip] { offer(shown); });
}

/// Shown empty, and opened at once.
void MoreFilters::offer(FilterChip *chip)
{
    chip->show();
    show();
    m_line->activate();
    chip->setFocus();
    chip->openMenu();
}

void MoreFilters::changed(FilterChip *chip)
{
    if (m_presenting)
        return;
    // An empty one stays while it is being filled, so that it doesn't vanish under the person's keys.
    if (!chip->chosen().isEmpty())
        chip->show();
    else if (!chip->hasFocus())
        settle();
    Q_EMIT filterChanged();
}

void MoreFilters::settle()
{
    for (const auto &[chip, title] : std::as_const(m_chips))
        chip->setVisible(!chip->chosen().isEmpty());
    showLine();
}

void MoreFilters::showLine()
{
    setVisible(!m_save->isHidden() ||
               std::any_of(m_chips.cbegin(), m_chips.cend(), [](const auto &chip) { return !chip.first->isHidden(); }));
}

void MoreFilters::describe(SavedViewDefinition &view) const
{
    view.received = m_received->range();
    view.received.olderThanHours = m_age->chosen().value(0).toInt();
    view.filter.plumbers = idsOf(m_plumbers->chosen());
    view.filter.sources = idsOf(m_sources->chosen());
    view.filter.zipPrefixes = m_zips->chosen();
    for (const QString &key : m_closed->chosen())
        if (const auto reason = enumFromName<ClosedReason>(key))
            view.filter.closedReasons.insert(*reason);
    view.filter.dueNowOnly |= m_only->chosen().contains(kDueNow);
    view.filter.unansweredOnly |= m_only->chosen().contains(kNoAnswer);
    view.filter.hidesTests |= m_only->chosen().contains(kNoTests);
    view.filter.hidesDuplicates |= m_only->chosen().contains(kNoDuplicates);
    view.filter.text = m_words->chosen().join(QLatin1Char(' '));
    view.grouping = grouping();
}

void MoreFilters::present(const SavedViewDefinition &view)
{
    {
        const QScopedValueRollback guard(m_presenting, true);
        m_received->setRange(view.received);
        m_age->setChoices(ageChoices(view.received.olderThanHours));
        m_age->setChosen(view.received.olderThanHours > 0 ? QStringList{QString::number(view.received.olderThanHours)}
                                                          : QStringList());
        m_plumbers->choose(keysOf(view.filter.plumbers));
        m_sources->choose(keysOf(view.filter.sources));
        m_zips->choose(view.filter.zipPrefixes);
        QStringList reasons;
        for (const QLatin1StringView name : kEnumNames<ClosedReason>)
            if (view.filter.closedReasons.contains(*enumFromName<ClosedReason>(QString(name))))
                reasons += QString(name);
        m_closed->setChosen(reasons);
        QStringList only;
        for (const auto &[key, on] :
             {std::pair(kDueNow, view.filter.dueNowOnly), std::pair(kNoAnswer, view.filter.unansweredOnly),
              std::pair(kNoTests, view.filter.hidesTests), std::pair(kNoDuplicates, view.filter.hidesDuplicates)})
            if (on)
                only += key;
        m_only->setChosen(only);
        m_words->choose(view.filter.text.isEmpty() ? QStringList() : QStringList{view.filter.text});
        m_group->setChosen(view.grouping == LeadGrouping::None ? QStringList()
                                                               : QStringList{QString(enumName(view.grouping))});
    }
    settle();
}

bool MoreFilters::isFiltering() const
{
    return std::any_of(m_chips.cbegin(), m_chips.cend(),
                       [this](const auto &chip) { return chip.first != m_group && !chip.first->chosen().isEmpty(); });
}

bool MoreFilters::isInUse() const
{
    return isFiltering() || grouping() != LeadGrouping::None;
}

void MoreFilters::clear()
{
    SavedViewDefinition none;
    none.grouping = grouping();
    present(none);
}

LeadGrouping MoreFilters::grouping() const
{
    return enumFromName<LeadGrouping>(m_group->chosen().value(0)).value_or(LeadGrouping::None);
}

void MoreFilters::setGrouping(LeadGrouping grouping)
{
    m_group->setChosen(grouping == LeadGrouping::None ? QStringList() : QStringList{QString(enumName(grouping))});
    settle();
}

} // namespace pl::ui
