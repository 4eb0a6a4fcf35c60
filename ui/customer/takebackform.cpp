#include "ui/customer/takebackform.h"

#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/words/customerwords.h"

#include <QComboBox>
#include <QLineEdit>

namespace pl::ui {
namespace {

constexpr int kLongestTakeBack = 400;

} // namespace

TakeBackForm::TakeBackForm(QWidget *parent)
    : FormDialog(parent), m_which(new QComboBox(this)), m_reason(new QLineEdit(this))
{
    setObjectName(QStringLiteral("takeBackForm"));
    boundWidth(m_which);
    m_reason->setMaxLength(kLongestTakeBack);
    addRow({{tr("What to take back"), m_which, QStringLiteral("opt_out")}});
    addRow({{tr("Why"), m_reason, QStringLiteral("reason")}});
    addWords(
        tr("The reason becomes a note in the history of the newest lead. What the person wrote in answer to a text "
           "message can't be taken back here: they can write START."));
    setMinimumWidth(scaledPx(this, 460));
}

void TakeBackForm::openFor(const QList<ContactRefusal> &refusals, const QString &ownEmail)
{
    m_refusals = refusals;
    m_which->clear();
    for (const ContactRefusal &refusal : refusals)
        m_which->addItem(shown(refusalSentence(refusal, ownEmail)));
    m_reason->clear();
    setHeading(tr("Take back what a person said no to"), tr("Take back"));
    openForm(QStringLiteral("reason"));
}

bool TakeBackForm::changed() const
{
    return !m_reason->text().trimmed().isEmpty();
}

void TakeBackForm::submit()
{
    const QString reason = m_reason->text().simplified();
    if (reason.isEmpty())
        return showErrors(
            {ErrorCode::InvalidInput, {}, {{QStringLiteral("reason"), QStringLiteral("required"), tr("is needed")}}});
    setBusy(true);
    Q_EMIT submitted(m_refusals.value(m_which->currentIndex()), reason);
}

} // namespace pl::ui
