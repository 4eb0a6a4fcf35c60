#include "ui/dashboard/dashboardbar.h"

#include "ui/dashboard/dashboardwords.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/rangepopup.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSettings>

namespace pl::ui {
namespace {

const QString kRangeKey = QStringLiteral("dashboard/range");
const QString kFromKey = QStringLiteral("dashboard/from");
const QString kToKey = QStringLiteral("dashboard/to");

} // namespace

DashboardBar::DashboardBar(QSettings &settings, QWidget *parent)
    : ViewBar(parent)
    , m_settings(settings)
    , m_button(new QPushButton(this))
    , m_menu(new QMenu(this))
    , m_popup(new RangePopup(this))
    , m_sources(new FilterChip(tr("Source"), this))
    , m_services(new FilterChip(tr("Service"), this))
{
    m_button->setObjectName(QStringLiteral("rangeButton"));
    m_sources->setObjectName(QStringLiteral("dashboardSources"));
    m_services->setObjectName(QStringLiteral("dashboardServices"));
    m_sources->hide();
    buildMenu();
    m_pdf = new QPushButton(icon(QStringLiteral("download")), tr("PDF"), this);
    m_pdf->setObjectName(QStringLiteral("dashboardPdf"));
    m_png = new QPushButton(icon(QStringLiteral("download")), tr("PNG"), this);
    m_png->setObjectName(QStringLiteral("dashboardPng"));
    auto *title = new PlainLabel(tr("Dashboard"), this);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    row->setSpacing(scaledPx(this, 8));
    for (QWidget *widget : std::initializer_list<QWidget *>{title, m_button, m_sources, m_services})
        row->addWidget(widget);
    row->addStretch(1);
    row->addWidget(m_pdf);
    row->addWidget(m_png);
    connect(m_pdf, &QPushButton::clicked, this, &DashboardBar::pdfWanted);
    connect(m_png, &QPushButton::clicked, this, &DashboardBar::pngWanted);
    connect(m_sources, &FilterChip::chosenChanged, this, &DashboardBar::choiceChanged);
    connect(m_services, &FilterChip::chosenChanged, this, &DashboardBar::choiceChanged);
    connect(m_popup, &RangePopup::rangeChosen, this, [this](QDate from, QDate to) { chooseOwn({from, to}); });
    m_kind = enumFromName<RangeKind>(m_settings.value(kRangeKey).toString()).value_or(RangeKind::Month);
    m_range = {m_settings.value(kFromKey).toDate(), m_settings.value(kToKey).toDate()};
    if (m_kind == RangeKind::Own && !(m_range.from.isValid() && m_range.to >= m_range.from))
        m_kind = RangeKind::Month;
}

void DashboardBar::setFileActions(const QAction *pdf, const QAction *png)
{
    setActionToolTip(m_pdf, pdf);
    setActionToolTip(m_png, png);
}

void DashboardBar::buildMenu()
{
    for (int kind = 0; kind < static_cast<int>(RangeKind::Own); ++kind)
        connect(m_menu->addAction(rangeKindText(static_cast<RangeKind>(kind))), &QAction::triggered, this,
                [this, kind] { choose(static_cast<RangeKind>(kind)); });
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Own range\u2026")), &QAction::triggered, this, &DashboardBar::askForRange);
    m_button->setMenu(m_menu);
}

stats::DayRange DashboardBar::rangeOf(RangeKind kind) const
{
    const QDate month(m_today.year(), m_today.month(), 1);
    switch (kind) {
    case RangeKind::Week:
        return {m_today.addDays(-6), m_today};
    case RangeKind::Month:
        return {m_today.addDays(-29), m_today};
    case RangeKind::Quarter:
        return {m_today.addDays(-89), m_today};
    case RangeKind::ThisMonth:
        return {month, m_today};
    case RangeKind::LastMonth:
        return {month.addMonths(-1), month.addDays(-1)};
    case RangeKind::ThisYear:
        return {QDate(m_today.year(), 1, 1), m_today};
    case RangeKind::Own:
        break;
    }
    return m_range;
}

void DashboardBar::setToday(QDate today)
{
    if (std::exchange(m_today, today) != today)
        settle();
}

void DashboardBar::choose(RangeKind kind)
{
    m_kind = kind;
    settle();
}

void DashboardBar::chooseOwn(const stats::DayRange &range)
{
    m_range = range;
    choose(RangeKind::Own);
}

void DashboardBar::goBack()
{
    chooseOwn(m_range.before());
}

void DashboardBar::goOn()
{
    stats::DayRange next = m_range.after();
    if (next.from > m_today)
        return;
    next.to = std::min(next.to, m_today);
    chooseOwn(next);
}

void DashboardBar::askForRange()
{
    m_popup->ask(m_range.from, m_range.to, m_today, QRect(m_button->mapToGlobal(QPoint(0, 0)), m_button->size()));
}

void DashboardBar::settle()
{
    m_range = rangeOf(m_kind);
    m_settings.setValue(kRangeKey, QString(enumName(m_kind)));
    m_settings.setValue(kFromKey, m_range.from);
    m_settings.setValue(kToKey, m_range.to);
    m_button->setText(rangeWords());
    m_button->setAccessibleName(tr("Range: %1").arg(rangeWords()));
    Q_EMIT choiceChanged();
}

QString DashboardBar::rangeWords() const
{
    return m_kind == RangeKind::Own ? daysText(m_range, m_today) : rangeKindText(m_kind);
}

void DashboardBar::setSources(const QHash<QUuid, QString> &names)
{
    QList<FilterChip::Choice> choices;
    for (const auto &[id, name] : names.asKeyValueRange())
        choices += {id.toString(QUuid::WithoutBraces), name};
    std::sort(choices.begin(), choices.end(),
              [](const auto &one, const auto &other) { return QString::localeAwareCompare(one.text, other.text) < 0; });
    choices += {QUuid().toString(QUuid::WithoutBraces), tr("No source")};
    m_sources->setChoices(choices);
    m_sources->setVisible(!names.isEmpty());
}

void DashboardBar::setServices(const QStringList &names)
{
    QList<FilterChip::Choice> choices;
    for (const QString &name : names)
        choices += {name, name};
    choices += {QString(), tr("Unknown", "a service")};
    m_services->setChoices(choices);
}

QSet<QUuid> DashboardBar::sources() const
{
    QSet<QUuid> sources;
    for (const QString &key : m_sources->chosen())
        sources.insert(QUuid::fromString(key));
    return sources;
}

QStringList DashboardBar::services() const
{
    return m_services->chosen();
}

} // namespace pl::ui
