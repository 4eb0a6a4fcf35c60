#include "ui/settings/inviteform.h"

#include "models/domain/contactfields.h"
#include "models/domain/officeperson.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QComboBox>
#include <QLineEdit>

namespace pl::ui {

InviteForm::InviteForm(QWidget *parent) : FormDialog(parent), m_email(new QLineEdit(this)), m_role(new QComboBox(this))
{
    setObjectName(QStringLiteral("inviteForm"));
    m_email->setMaxLength(255);
    m_role->addItem(tr("Staff: leads, plumbers, messages"), QString(OfficePerson::kStaff));
    m_role->addItem(tr("Admin: also money, sources, settings, people"), QString(OfficePerson::kAdmin));
    boundWidth(m_role);
    addRow({{tr("E-mail"), m_email, QStringLiteral("email")}});
    addRow({{tr("Role"), m_role, QStringLiteral("role")}});
    addWords(tr("They get a link with which they choose their own password. It works once, within a week."));
    setMinimumWidth(scaledPx(this, 440));
}

void InviteForm::openNew()
{
    setHeading(tr("Invite somebody"), tr("Invite"));
    m_email->clear();
    m_role->setCurrentIndex(0);
    openForm();
}

bool InviteForm::changed() const
{
    return !m_email->text().trimmed().isEmpty();
}

void InviteForm::submit()
{
    FieldErrors errors;
    const QString email = checkEmail(m_email->text(), errors);
    if (!errors.list().isEmpty())
        return showErrors(errors.failure());
    setBusy(true, tr("Inviting \u2026"));
    Q_EMIT submitted(email, m_role->currentData().toString());
}

} // namespace pl::ui
