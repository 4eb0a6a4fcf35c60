#include "ui/settings/serviceform.h"

#include "models/domain/contactfields.h"
#include "models/domain/leastcharge.h"
#include "models/domain/money.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QSet>

namespace pl::ui {
namespace {

constexpr int kMaxServiceNameLength = 100;
constexpr int kMaxCategoryLength = 50;
constexpr qint64 kMaxServicePrice = 1'000'000'00;

} // namespace

ServiceForm::ServiceForm(QWidget *parent)
    : FormDialog(parent)
    , m_preview(new PlainLabel(this))
    , m_name(new QLineEdit(this))
    , m_category(new QComboBox(this))
    , m_price(new QLineEdit(this))
{
    setObjectName(QStringLiteral("serviceForm"));
    m_preview->setObjectName(QStringLiteral("pricePreview"));
    m_preview->setForegroundRole(QPalette::PlaceholderText);
    m_name->setMaxLength(kMaxServiceNameLength);
    boundWidth(m_category);
    m_category->setEditable(true);
    m_category->lineEdit()->setMaxLength(kMaxCategoryLength);
    addRow({{tr("Service"), m_name, QStringLiteral("name")}});
    addRow({{tr("Category"), m_category, QStringLiteral("category")},
            {tr("Price"), m_price, QStringLiteral("price_cents")}});
    static_cast<QBoxLayout *>(layout())->insertWidget(2, m_preview);
    connect(m_price, &QLineEdit::textChanged, this, &ServiceForm::preview);
    setMinimumWidth(scaledPx(this, 440));
}

void ServiceForm::openNew(const QList<Service> &known, const OfficeSettings &rules)
{
    m_service.reset();
    setHeading(tr("New service"), tr("Add service"));
    open({}, known, rules);
}

void ServiceForm::openEdit(const Service &service, const QList<Service> &known, const OfficeSettings &rules)
{
    m_service = service;
    setHeading(tr("Edit %1").arg(service.name), tr("Save"));
    open(service, known, rules);
    m_price->setFocus();
    m_price->selectAll();
}

void ServiceForm::open(const Service &start, const QList<Service> &known, const OfficeSettings &rules)
{
    m_rules = rules;
    QSet<QString> categories;
    for (const Service &service : known)
        categories.insert(service.category);
    QStringList sorted(categories.cbegin(), categories.cend());
    sorted.sort();
    m_category->clear();
    m_category->addItems(sorted);
    m_category->setCurrentText(start.category);
    m_name->setText(start.name);
    m_name->setReadOnly(m_service.has_value());
    m_price->setText(m_service ? amountText({start.priceCents, rules.currency}) : QString());
    m_price->setPlaceholderText(amountText({2500, rules.currency}));
    preview();
    m_before = m_name->text() + m_category->currentText() + m_price->text();
    openForm();
}

void ServiceForm::preview()
{
    const Result<Money> price = parseMoney(m_price->text(), m_rules.currency);
    QStringList parts;
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
        parts += tr("%1 %2").arg(urgencyText(urgency),
                                 price ? moneyText(Money{m_rules.priceCents(price->cents, urgency), m_rules.currency})
                                       : QStringLiteral("\u2014"));
    m_preview->setText(tr("A lead costs: %1").arg(parts.join(QStringLiteral(" \u00B7 "))));
}

bool ServiceForm::changed() const
{
    return m_name->text() + m_category->currentText() + m_price->text() != m_before;
}

QString ServiceForm::wrongPrice(qint64 cents) const
{
    const auto shown = [this](qint64 amount) { return moneyText(Money{amount, m_rules.currency}); };
    if (cents > kMaxServicePrice)
        return tr("can be at most %1").arg(shown(kMaxServicePrice));
    if (const auto urgency = unchargeableAt(cents, m_rules))
        return tr("would make a lead cost %1 (%2); the minimum charge is %3")
            .arg(shown(m_rules.priceCents(cents, *urgency)), urgencyText(*urgency), shown(kLeastChargeCents));
    return {};
}

void ServiceForm::submit()
{
    const Result<Money> price = parseMoney(m_price->text(), m_rules.currency);
    Service wanted = m_service.value_or(Service{});
    FieldErrors errors;
    wanted.name = m_service ? m_service->name : checkName(m_name->text(), "name", errors);
    wanted.category = checkText(m_category->currentText(), "category", kMaxCategoryLength, true, errors);
    if (const QString wrong = price ? wrongPrice(price->cents) : price.error().message; !wrong.isEmpty())
        errors.add("price_cents", "invalid", wrong);
    if (!errors.list().isEmpty())
        return showErrors(errors.failure());
    wanted.priceCents = price->cents;
    setBusy(true);
    Q_EMIT submitted(wanted);
}

} // namespace pl::ui
