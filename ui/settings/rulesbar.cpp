#include "ui/settings/rulesbar.h"

#include "models/domain/money.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/problemlabel.h"
#include "ui/words/errortext.h"
#include "ui/words/factors.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace pl::ui {
namespace {

/// The largest price that the office accepts, in cents.
constexpr qint64 kMaxDefaultPrice = 1'000'000'00;

} // namespace

RulesBar::RulesBar(QWidget *parent)
    : ViewBar(parent)
    , m_row(new QWidget(this))
    , m_problem(new ProblemLabel(this))
    , m_save(new QPushButton(tr("Save rules"), this))
    , m_discard(new QPushButton(tr("Discard"), this))
{
    setObjectName(QStringLiteral("rulesBar"));
    m_problem->setObjectName(QStringLiteral("rulesProblem"));
    m_save->setObjectName(QStringLiteral("saveRules"));
    setPlainToolTip(m_save, withKeys(m_save->text(), {Qt::Key_Return}));
    m_discard->setObjectName(QStringLiteral("discardRules"));
    makePrimary(m_save);
    auto *row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaledPx(this, 14));
    addField(QStringLiteral("day"), tr("Today"), tr("times the price"));
    addField(QStringLiteral("week"), tr("This week"), tr("times the price"));
    addField(QStringLiteral("month"), tr("This month"), tr("times the price"));
    addField(QStringLiteral("default_price"), tr("Other services"), tr("price of a service that isn't in the list"));
    row->addStretch(1);
    row->addWidget(m_discard, 0, Qt::AlignBottom);
    row->addWidget(m_save, 0, Qt::AlignBottom);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(scaledPx(this, 16), scaledPx(this, 10), scaledPx(this, 16), scaledPx(this, 12));
    layout->addWidget(m_row);
    layout->addWidget(m_problem);
    connect(m_save, &QPushButton::clicked, this, &RulesBar::save);
    connect(m_discard, &QPushButton::clicked, this, &RulesBar::discard);
    fill();
}

void RulesBar::addField(const QString &name, const QString &label, const QString &hint)
{
    auto *box = new QVBoxLayout;
    box->setSpacing(scaledPx(this, 3));
    auto *title = new PlainLabel(m_fields.size() < 3 ? label + QStringLiteral(" \u00D7") : label, m_row);
    title->setFont(scaledFont(font(), kSmallText, QFont::DemiBold));
    title->setForegroundRole(QPalette::PlaceholderText);
    auto *editor = new QLineEdit(m_row);
    editor->setObjectName(QStringLiteral("rule_") + name);
    editor->setAccessibleName(QStringLiteral("%1, %2").arg(label, hint));
    setPlainToolTip(editor, hint);
    editor->setAlignment(Qt::AlignRight);
    editor->setFixedWidth(scaledPx(this, 96));
    title->setBuddy(editor);
    box->addWidget(title);
    box->addWidget(editor);
    static_cast<QBoxLayout *>(m_row->layout())->addLayout(box);
    connect(editor, &QLineEdit::textChanged, this, &RulesBar::edited);
    m_fields += {name, label, editor};
}

void RulesBar::fill()
{
    for (int i = 0; i < m_fields.size(); ++i) {
        const QSignalBlocker quiet(m_fields[i].editor);
        m_fields[i].editor->setText(i < 3 ? factorText(m_seen.urgencyFactorMillionths[i])
                                          : amountText({m_seen.defaultPriceCents, m_seen.currency}));
    }
    edited();
}

OfficeSettings RulesBar::typed(QList<FieldError> *errors) const
{
    OfficeSettings rules = m_seen;
    const auto note = [errors](const QString &name, const Error &error) {
        if (errors)
            errors->append({name, QStringLiteral("invalid"), error.message});
    };
    for (int i = 0; i < 3; ++i) {
        const Result<qint64> factor = parseFactor(m_fields[i].editor->text());
        factor ? void(rules.urgencyFactorMillionths[i] = *factor) : note(m_fields[i].name, factor.error());
    }
    const Result<Money> price = parseMoney(m_fields[3].editor->text(), m_seen.currency);
    if (!price)
        note(m_fields[3].name, price.error());
    else if (price->cents > kMaxDefaultPrice)
        note(m_fields[3].name, {ErrorCode::InvalidInput,
                                tr("can be at most %1").arg(moneyText(Money{kMaxDefaultPrice, m_seen.currency}))});
    else
        rules.defaultPriceCents = price->cents;
    return rules;
}

void RulesBar::setRules(const OfficeSettings &saved)
{
    const bool untouched = !isChanged();
    m_saved = saved;
    if (!untouched)
        return;
    m_seen = saved;
    fill();
}

bool RulesBar::isChanged() const
{
    QList<FieldError> errors;
    return !(typed(&errors) == m_seen) || !errors.isEmpty();
}

void RulesBar::edited()
{
    const bool changed = isChanged();
    m_save->setVisible(changed);
    m_discard->setVisible(changed);
    m_problem->clearProblem();
    for (const Field &field : std::as_const(m_fields)) {
        field.editor->setProperty("wrong", false);
        field.editor->update();
    }
    Q_EMIT previewChanged(typed(nullptr));
}

void RulesBar::save()
{
    QList<FieldError> errors;
    const OfficeSettings wanted = typed(&errors);
    if (!errors.isEmpty())
        return showErrors({ErrorCode::InvalidInput, {}, errors});
    if (wanted == m_seen)
        return;
    setBusy(true);
    Q_EMIT saveRequested(wanted);
}

void RulesBar::setBusy(bool busy)
{
    m_row->setEnabled(!busy);
    m_save->setText(busy ? tr("Saving …") : tr("Save rules"));
}

void RulesBar::showErrors(const Error &error)
{
    setBusy(false);
    QStringList sentences;
    for (const FieldError &wrong : error.fields)
        for (const Field &field : std::as_const(m_fields)) {
            if (field.name != wrong.field)
                continue;
            if (sentences.isEmpty())
                field.editor->setFocus();
            sentences += QStringLiteral("%1 %2.").arg(field.label, wrong.detail);
            field.editor->setProperty("wrong", true);
            field.editor->update();
        }
    m_problem->showProblem(sentences.isEmpty() ? errorText(error) : sentences.join(QLatin1Char(' ')));
}

void RulesBar::discard()
{
    setBusy(false);
    m_seen = m_saved;
    fill();
}

void RulesBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        save();
    else if (event->key() == Qt::Key_Escape && m_discard->isVisible())
        discard();
    else
        QWidget::keyPressEvent(event);
}

} // namespace pl::ui
