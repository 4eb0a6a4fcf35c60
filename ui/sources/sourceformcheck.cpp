#include "models/domain/money.h"
#include "ui/sources/sourceform.h"
#include "ui/sources/sourcekindlist.h"
#include "ui/sources/sourcewords.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>

// What was typed into the form of a source, and whether it can be saved.

namespace pl::ui {

using nlohmann::json;
using replica::SourceWish;

namespace {

constexpr qint64 kMaxLeadCost = 100'000'000;

QStringList sitesTyped(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    return text.split(between, Qt::SkipEmptyParts);
}

/// Nothing from a field that the kind doesn't have.
QString secretIn(const QLineEdit *field)
{
    return field->parentWidget()->isHidden() ? QString() : field->text().trimmed();
}

} // namespace

LeadSource SourceForm::shown() const
{
    LeadSource source = m_source.value_or(LeadSource{});
    if (!m_source)
        m_kind->fill(source);
    else if (hasNewPreset())
        source.preset = m_preset->currentData().toString();
    return source;
}

bool SourceForm::hasNewPreset() const
{
    return m_source && m_source->kind == LeadSource::Kind::Hook &&
           m_preset->currentData().toString() != presetOfSource(*m_source).name;
}

SourceForm::Signature SourceForm::signatureTyped() const
{
    return m_signs->isChecked() ? Signature(m_signature.typed()) : std::nullopt;
}

Result<json> SourceForm::waysTyped() const
{
    LeadSource source = shown();
    const Signature signature = signatureTyped();
    if (source.kind != LeadSource::Kind::Hook || (signature == m_beforeSignature && !hasNewPreset()))
        return source.authentication;
    // Ways that another maker proves itself by are of no use to this one.
    if (hasNewPreset())
        source.authentication = nullptr;
    if (!signature)
        return json();
    const Result<json> ways = signature->appliedTo(mapping::authenticationOf(source));
    return ways && *ways == mapping::authenticationJson(presetOfSource(source)) ? Result<json>(json()) : ways;
}

SourceWish SourceForm::typed() const
{
    SourceWish wish{shown(), m_rules, secretIn(m_secret), secretIn(m_token)};
    wish.row.name = m_name->text();
    wish.row.authentication = waysTyped().valueOr(wish.row.authentication);
    wish.row.answerStatus = m_answer->currentData().toInt();
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
    return !(typed() == m_before) || m_cost->text() + m_origins->text() != m_beforeTyped ||
           signatureTyped() != m_beforeSignature;
}

void SourceForm::checkCost(SourceWish &wish, FieldErrors &errors) const
{
    const QString cost = m_cost->text().trimmed();
    const Result<Money> price = cost.isEmpty() ? Result<Money>(Money{0, m_currency}) : parseMoney(cost, m_currency);
    if (!price || price->cents > kMaxLeadCost)
        errors.add("cost_cents", "invalid",
                   price ? tr("can be at most %1").arg(moneyText(kMaxLeadCost, m_currency)) : price.error().message);
    else
        wish.row.costCents = price->cents;
}

void SourceForm::checkOrigins(SourceWish &wish, FieldErrors &errors) const
{
    wish.rules.origins.clear();
    if (wish.row.kind != LeadSource::Kind::Form)
        return;
    bool isWrong = false;
    for (const QString &typedSite : sitesTyped(m_origins->text())) {
        const auto origin = replica::pageOrigin(typedSite);
        if (!origin)
            isWrong = true;
        else if (!wish.rules.origins.contains(*origin))
            wish.rules.origins += *origin;
    }
    if (isWrong)
        errors.add("origins", "invalid", tr("must be sites such as www.example.com"));
    else if (wish.rules.origins.isEmpty())
        errors.add("origins", "required", tr("are required: a form works only on its own sites"));
}

Result<SourceWish> SourceForm::checked() const
{
    SourceWish wish = typed();
    FieldErrors errors;
    wish.row.name = checkText(m_name->text(), "name", kMaxSourceName, true, errors);
    checkCost(wish, errors);
    checkOrigins(wish, errors);
    if (const auto ways = waysTyped(); !ways)
        for (const FieldError &wrong : ways.error().fields)
            errors.add(wrong);
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
