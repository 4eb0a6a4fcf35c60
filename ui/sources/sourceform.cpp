#include "ui/sources/sourceform.h"

#include "models/domain/contactfields.h"
#include "models/domain/money.h"
#include "ui/sources/sourcekindlist.h"
#include "ui/sources/sourcewords.h"
#include "ui/style/metrics.h"
#include "ui/widgets/keeptyped.h"
#include "ui/words/words.h"

#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>

namespace pl::ui {

using replica::SourceRules;
using replica::SourceWish;

namespace {

constexpr int kMaxSourceName = 100;
constexpr qint64 kMaxLeadCost = 100'000'000;
constexpr int kMaxPerDay = 1'000'000;
constexpr int kMaxPerMinute = 100'000;
constexpr int kMaxSecret = 4'000;

QStringList sitesTyped(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    return text.split(between, Qt::SkipEmptyParts);
}

void showField(QWidget *editor, bool shown)
{
    editor->parentWidget()->setVisible(shown); // with its label and its problem
}

} // namespace

SourceForm::SourceForm(QWidget *parent)
    : FormDialog(parent)
    , m_kind(new SourceKindList(this))
    , m_name(new QLineEdit(this))
    , m_service(new QComboBox(this))
    , m_urgency(new QComboBox(this))
    , m_cost(new QLineEdit(this))
    , m_perDay(new QSpinBox(this))
    , m_perMinute(new QSpinBox(this))
    , m_origins(new QLineEdit(this))
    , m_secret(new QLineEdit(this))
    , m_token(new QLineEdit(this))
{
    setObjectName(QStringLiteral("sourceForm"));
    buildChoices();
    build();
    connect(m_kind, &SourceKindList::chosenChanged, this, &SourceForm::showFieldsOf);
}

void SourceForm::buildChoices()
{
    m_name->setMaxLength(kMaxSourceName);
    m_name->setPlaceholderText(tr("Google Ads, water heaters"));
    boundWidth(m_service);
    boundWidth(m_urgency);
    m_urgency->addItem(tr("This week"), -1);
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
        m_urgency->addItem(urgencyText(urgency), static_cast<int>(urgency));
    m_perDay->setRange(0, kMaxPerDay);
    m_perDay->setSpecialValueText(tr("No cap"));
    m_perMinute->setRange(0, kMaxPerMinute);
    m_perMinute->setSpecialValueText(tr("No limit"));
    m_origins->setPlaceholderText(QStringLiteral("https://www.example.com")); // no-tr: an address
    for (QLineEdit *secret : {m_secret, m_token}) {
        secret->setEchoMode(QLineEdit::Password);
        secret->setMaxLength(kMaxSecret);
    }
}

void SourceForm::build()
{
    addRow({{tr("What sends the leads?"), m_kind, QStringLiteral("kind")}});
    addRow({{tr("Name"), m_name, QStringLiteral("name")}});
    addRow({{tr("Sites with the form"), m_origins, QStringLiteral("origins")}});
    addRow({{tr("Default service"), m_service, QStringLiteral("default_service")},
            {tr("Default urgency"), m_urgency, QStringLiteral("default_urgency")}});
    addRow({{tr("Cost per lead"), m_cost, QStringLiteral("cost_cents")},
            {tr("Leads per day"), m_perDay, QStringLiteral("daily_cap")},
            {tr("Leads per minute"), m_perMinute, QStringLiteral("per_minute")}});
    addRow({{tr("Signing secret"), m_secret, QStringLiteral("signing_secret")},
            {tr("Access token"), m_token, QStringLiteral("access_token")}});
    setMinimumWidth(scaledPx(this, 560));
}

void SourceForm::openNew(const QList<Service> &services, const QString &currency)
{
    m_source.reset();
    setHeading(tr("New source"), tr("Add source"));
    m_kind->setCurrentRow(0);
    m_secret->setPlaceholderText(tr("Where the other side shows one"));
    m_token->setPlaceholderText(tr("To fetch the leads with"));
    LeadSource start;
    m_kind->fill(start);
    open(start, {}, services, currency);
    m_kind->setFocus();
}

void SourceForm::openEdit(const LeadSource &source, const SourceRules &rules, const QList<Service> &services,
                          const QString &currency)
{
    m_source = source;
    setHeading(tr("Edit %1").arg(source.name), tr("Save"));
    for (QLineEdit *secret : {m_secret, m_token})
        secret->setPlaceholderText(tr("Enter a new one to replace it"));
    open(source, rules, services, currency);
    m_name->setFocus();
    m_name->selectAll();
}

void SourceForm::open(const LeadSource &start, const SourceRules &rules, const QList<Service> &services,
                      const QString &currency)
{
    m_rules = rules;
    m_services = services;
    m_currency = currency;
    m_cost->setPlaceholderText(amountText(Money{0, currency}));
    fill({start, rules, {}, {}});
    m_before = typed();
    m_beforeTyped = m_cost->text() + m_origins->text();
    showFieldsOf();
    openForm();
}

void SourceForm::rebase(const LeadSource &now, const SourceRules &rules)
{
    const SourceWish mine = typed();
    const SourceWish before = std::exchange(m_before, {});
    const QString cost = m_cost->text();
    const QString origins = m_origins->text();
    const QString typedBefore = m_beforeTyped;
    m_source = now;
    m_rules = rules;
    fill({now, rules, {}, {}});
    m_before = typed();
    m_beforeTyped = m_cost->text() + m_origins->text();
    SourceWish merged = m_before;
    keepTyped(merged.row, mine.row, before.row, &LeadSource::name, &LeadSource::defaultService,
              &LeadSource::defaultUrgency, &LeadSource::dailyCap);
    keepTyped(merged.rules, mine.rules, before.rules, &SourceRules::perMinute);
    keepTyped(merged, mine, before, &SourceWish::signingSecret, &SourceWish::accessToken);
    fill(merged);
    // What can't be read yet has to be kept as it was typed.
    if (typedBefore != cost + origins) {
        m_cost->setText(cost);
        m_origins->setText(origins);
    }
}

void SourceForm::fillServices(const QString &chosen)
{
    m_service->clear();
    m_service->addItem(tr("None: it waits under To sort"), QString());
    for (const Service &service : std::as_const(m_services))
        if (service.active || service.name == chosen)
            m_service->addItem(service.name, service.name);
    if (m_service->findData(chosen) < 0)
        m_service->addItem(chosen, chosen);
    m_service->setCurrentIndex(m_service->findData(chosen));
}

void SourceForm::fill(const SourceWish &wish)
{
    m_name->setText(wish.row.name);
    fillServices(wish.row.defaultService.value_or(QString()));
    m_urgency->setCurrentIndex(
        m_urgency->findData(wish.row.defaultUrgency ? static_cast<int>(*wish.row.defaultUrgency) : -1));
    m_cost->setText(wish.row.costCents > 0 ? amountText(Money{wish.row.costCents, m_currency}) : QString());
    m_perDay->setValue(static_cast<int>(wish.row.dailyCap.value_or(0)));
    m_perMinute->setValue(wish.rules.perMinute);
    m_origins->setText(wish.rules.origins.join(QStringLiteral(", ")));
    m_secret->setText(wish.signingSecret);
    m_token->setText(wish.accessToken);
}

LeadSource SourceForm::shown() const
{
    LeadSource source = m_source.value_or(LeadSource{});
    if (!m_source)
        m_kind->fill(source);
    return source;
}

void SourceForm::showFieldsOf()
{
    const LeadSource source = shown();
    const bool isHook = source.kind == LeadSource::Kind::Hook;
    const mapping::Preset &preset = presetOfSource(source);
    showField(m_kind, !m_source);
    showField(m_origins, source.kind == LeadSource::Kind::Form);
    showField(m_secret, isHook && signsWithSecret(preset));
    showField(m_token, isHook && !preset.fetch.isEmpty());
    growToFit();
}

SourceWish SourceForm::typed() const
{
    SourceWish wish{shown(), m_rules, m_secret->text().trimmed(), m_token->text().trimmed()};
    wish.row.name = m_name->text();
    const QString service = m_service->currentData().toString();
    wish.row.defaultService = service.isEmpty() ? std::nullopt : std::optional(service);
    const int urgency = m_urgency->currentData().toInt();
    wish.row.defaultUrgency = urgency < 0 ? std::nullopt : std::optional(static_cast<Urgency>(urgency));
    wish.row.dailyCap = m_perDay->value() == 0 ? std::nullopt : std::optional<qint64>(m_perDay->value());
    wish.rules.perMinute = m_perMinute->value();
    return wish;
}

bool SourceForm::changed() const
{
    return !(typed() == m_before) || m_cost->text() + m_origins->text() != m_beforeTyped;
}

Result<SourceWish> SourceForm::checked() const
{
    SourceWish wish = typed();
    FieldErrors errors;
    wish.row.name = checkText(m_name->text(), "name", kMaxSourceName, true, errors);
    const QString cost = m_cost->text().trimmed();
    const Result<Money> price = cost.isEmpty() ? Result<Money>(Money{0, m_currency}) : parseMoney(cost, m_currency);
    if (!price || price->cents > kMaxLeadCost)
        errors.add("cost_cents", "invalid",
                   price ? tr("can be at most %1").arg(moneyText(kMaxLeadCost, m_currency)) : price.error().message);
    else
        wish.row.costCents = price->cents;
    wish.rules.origins.clear();
    if (wish.row.kind != LeadSource::Kind::Form)
        return errors.finish(wish);
    for (const QString &typedSite : sitesTyped(m_origins->text())) {
        const auto origin = replica::pageOrigin(typedSite);
        if (!origin)
            errors.add("origins", "invalid", tr("must be sites such as www.example.com"));
        else if (!wish.rules.origins.contains(*origin))
            wish.rules.origins += *origin;
    }
    if (wish.rules.origins.isEmpty() && errors.list().isEmpty())
        errors.add("origins", "required", tr("are required: a form works only on its own sites"));
    return errors.finish(wish);
}

void SourceForm::submit()
{
    const Result<SourceWish> wish = checked();
    if (!wish)
        return showErrors(wish.error());
    setBusy(true);
    Q_EMIT submitted(*wish);
}

} // namespace pl::ui
