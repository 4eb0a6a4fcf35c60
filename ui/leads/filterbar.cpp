#include "ui/leads/filterbar.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace pl::ui {
namespace {

template <class E>
QStringList keysOf(const QSet<E> &values)
{
    QStringList keys;
    for (const QLatin1StringView name : kEnumNames<E>)
        if (values.contains(*enumFromName<E>(QString(name))))
            keys += QString(name);
    return keys;
}

template <class E>
QSet<E> enumsOf(const QStringList &keys)
{
    QSet<E> values;
    for (const QString &key : keys)
        if (const auto value = enumFromName<E>(key))
            values.insert(*value);
    return values;
}

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel(this))
    , m_status(new FilterChip(tr("Status"), this))
    , m_urgency(new FilterChip(tr("Urgency"), this))
    , m_service(new FilterChip(tr("Service"), this))
    , m_narrowed(new FilterChip(tr("Only"), this))
    , m_others(new QHBoxLayout)
    , m_count(new PlainLabel(this))
    , m_columns(new QToolButton(this))
    , m_columnMenu(new QMenu(this))
{
    m_title->setObjectName(QStringLiteral("viewTitle"));
    m_title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    m_status->setObjectName(QStringLiteral("statusFilter"));
    m_urgency->setObjectName(QStringLiteral("urgencyFilter"));
    m_service->setObjectName(QStringLiteral("serviceFilter"));
    m_narrowed->setObjectName(QStringLiteral("narrowedFilter"));
    m_narrowed->hide();
    m_count->setObjectName(QStringLiteral("leadCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_columns->setObjectName(QStringLiteral("columnsButton"));
    m_columns->setIcon(icon(QStringLiteral("columns-3")));
    setPlainToolTip(m_columns, tr("Choose columns"));
    m_columns->setAccessibleName(tr("Choose columns"));
    m_columns->setFixedSize(scaledPx(this, 34), scaledPx(this, 26));
    m_columns->setFocusPolicy(Qt::TabFocus);
    connect(m_columns, &QToolButton::clicked, this, [this] {
        m_columnMenu->popup(m_columns->mapToGlobal(
            QPoint(m_columns->width() - m_columnMenu->sizeHint().width(), m_columns->height() + 3)));
    });
    QList<FilterChip::Choice> statuses;
    for (const LeadStatus status : {LeadStatus::New, LeadStatus::Assigned, LeadStatus::Completed})
        statuses += {QString(enumName(status)), statusText(status)};
    m_status->setChoices(statuses);
    QList<FilterChip::Choice> urgencies;
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
        urgencies += {QString(enumName(urgency)), urgencyText(urgency)};
    m_urgency->setChoices(urgencies);

    auto *layout = new QHBoxLayout(this);
    const int gap = scaledPx(this, 8);
    layout->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    layout->setSpacing(gap);
    layout->addWidget(m_title);
    layout->addSpacing(gap);
    for (FilterChip *chip : {m_status, m_urgency, m_service}) {
        layout->addWidget(chip);
        connect(chip, &FilterChip::chosenChanged, this, &FilterBar::filterChanged);
    }
    layout->addWidget(m_narrowed);
    connect(m_narrowed, &FilterChip::chosenChanged, this, [this](const QStringList &chosen) {
        if (!chosen.isEmpty() || m_narrowed->isHidden())
            return;
        m_narrowed->hide();
        Q_EMIT narrowedRemoved();
    });
    m_others->setSpacing(gap);
    layout->addLayout(m_others);
    layout->addStretch(1);
    layout->addWidget(m_count);
    layout->addWidget(m_columns);
}

void FilterBar::setView(LeadView view)
{
    m_title->setText(titleOf(view));
    const bool anyStatus = hasAnyStatus(view);
    m_status->setVisible(anyStatus);
    if (!anyStatus)
        m_status->clear();
}

void FilterBar::setTitle(const QString &title)
{
    m_title->setText(title);
}

QString FilterBar::title() const
{
    return m_title->text();
}

void FilterBar::setChosen(const tables::LeadFilter &filter)
{
    m_status->setChosen(keysOf(filter.statuses));
    m_urgency->setChosen(keysOf(filter.urgencies));
    m_service->setChosen(filter.services);
}

void FilterBar::addBehindChips(QWidget *widget)
{
    m_others->addWidget(widget);
}

void FilterBar::addAtEnd(QWidget *widget)
{
    auto *row = static_cast<QHBoxLayout *>(layout());
    row->insertWidget(row->count() - 1, widget);
}

void FilterBar::setServices(const QList<Service> &services)
{
    QList<FilterChip::Choice> choices;
    for (const Service &service : services)
        choices += {service.name, service.name};
    std::sort(choices.begin(), choices.end(),
              [](const auto &a, const auto &b) { return QString::localeAwareCompare(a.text, b.text) < 0; });
    choices += {QString(), tr("Unknown", "a service")};
    m_service->setChoices(choices);
}

void FilterBar::setCount(int rows, bool areFound)
{
    m_count->setText(areFound ? foundText(rows) : leadsText(rows));
}

tables::LeadFilter FilterBar::chosen() const
{
    tables::LeadFilter filter;
    filter.statuses = enumsOf<LeadStatus>(m_status->chosen());
    filter.urgencies = enumsOf<Urgency>(m_urgency->chosen());
    filter.services = m_service->chosen();
    return filter;
}

bool FilterBar::isFiltering() const
{
    return !m_narrowed->isHidden() || !chosen().isEmpty();
}

void FilterBar::clear()
{
    for (FilterChip *chip : {m_status, m_urgency, m_service, m_narrowed})
        chip->clear();
}

void FilterBar::setNarrowed(const QString &title)
{
    m_narrowed->hide(); // what follows is nobody's choice
    m_narrowed->setChoices({{title, title}});
    m_narrowed->setChosen(title.isEmpty() ? QStringList() : QStringList{title});
    m_narrowed->setVisible(!title.isEmpty());
}

} // namespace pl::ui
