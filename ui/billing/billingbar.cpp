#include "ui/billing/billingbar.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/words/billingwords.h"

#include <QBoxLayout>
#include <QPushButton>

namespace pl::ui {

BillingBar::BillingBar(QWidget *parent)
    : ViewBar(parent)
    , m_month(new FilterChip(tr("Month"), this))
    , m_plumber(new FilterChip(tr("Plumber"), this))
    , m_state(new FilterChip(tr("Status"), this))
    , m_search(new FilterField(tr("Filter by name, service …"), tr("Filter payments"), this))
    , m_statement(new QPushButton(icon(QStringLiteral("file-text")), tr("Statement"), this))
    , m_csv(new QPushButton(icon(QStringLiteral("download")), tr("CSV"), this))
{
    m_month->setObjectName(QStringLiteral("monthFilter"));
    m_plumber->setObjectName(QStringLiteral("plumberFilter"));
    m_state->setObjectName(QStringLiteral("stateFilter"));
    m_search->setObjectName(QStringLiteral("billingSearch"));
    m_statement->setObjectName(QStringLiteral("statementButton"));
    m_csv->setObjectName(QStringLiteral("csvButton"));
    QList<FilterChip::Choice> states;
    for (std::size_t i = 0; i < kEnumNames<PaymentStatus>.size(); ++i)
        states += {QString(kEnumNames<PaymentStatus>[i]), paymentStatusText(static_cast<PaymentStatus>(i))};
    m_state->setChoices(states);

    auto *title = new PlainLabel(tr("Billing"), this);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    row->setSpacing(scaledPx(this, 8));
    row->addWidget(title);
    row->addSpacing(scaledPx(this, 4));
    for (FilterChip *chip : {m_month, m_plumber, m_state}) {
        row->addWidget(chip);
        connect(chip, &FilterChip::chosenChanged, this, &BillingBar::filterChanged);
    }
    row->addWidget(m_search, 1);
    row->addStretch();
    row->addWidget(m_statement);
    row->addWidget(m_csv);
    connect(m_search, &QLineEdit::textChanged, this, &BillingBar::filterChanged);
    connect(m_search, &FilterField::left, this, &BillingBar::searchLeft);
}

void BillingBar::setActions(const QAction *statement, const QAction *csv, const QAction *filter)
{
    setActionToolTip(m_statement, statement);
    setActionToolTip(m_csv, csv);
    setActionToolTip(m_search, filter);
}

void BillingBar::setMonths(const QList<QDate> &newestFirst)
{
    QList<FilterChip::Choice> choices;
    for (const QDate month : newestFirst)
        choices += {month.toString(Qt::ISODate), monthText(month)};
    m_month->setChoices(choices);
}

void BillingBar::setPlumbers(const QList<Plumber> &plumbers)
{
    QList<FilterChip::Choice> choices;
    for (const Plumber &plumber : plumbers)
        choices += {plumber.id.toString(QUuid::WithoutBraces), plumber.fullName()};
    std::sort(choices.begin(), choices.end(),
              [](const auto &a, const auto &b) { return QString::localeAwareCompare(a.text, b.text) < 0; });
    m_plumber->setChoices(choices);
}

tables::PaymentFilter BillingBar::filter() const
{
    tables::PaymentFilter filter;
    filter.text = m_search->text().trimmed();
    for (const QString &key : m_month->chosen())
        filter.months.insert(QDate::fromString(key, Qt::ISODate));
    for (const QString &key : m_plumber->chosen())
        filter.plumbers.insert(QUuid::fromString(key));
    for (const QString &key : m_state->chosen())
        if (const auto status = enumFromName<PaymentStatus>(key))
            filter.states.insert(*status);
    return filter;
}

void BillingBar::chooseMonth(QDate month)
{
    m_month->setChosen({month.toString(Qt::ISODate)});
}

void BillingBar::choosePlumber(const QUuid &plumberId)
{
    m_plumber->setChosen({plumberId.toString(QUuid::WithoutBraces)});
}

void BillingBar::clear()
{
    for (FilterChip *chip : {m_month, m_plumber, m_state})
        chip->clear();
    m_search->clear();
}

void BillingBar::focusSearch()
{
    m_search->focusSearch();
}

} // namespace pl::ui
