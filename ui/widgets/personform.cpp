#include "ui/widgets/personform.h"

namespace pl::ui {

PersonForm::PersonForm(const QString &emailExample, QWidget *parent)
    : FormDialog(parent)
    , m_firstName(new QLineEdit(this))
    , m_lastName(new QLineEdit(this))
    , m_phone(new QLineEdit(this))
    , m_email(new QLineEdit(this))
    , m_zip(new QLineEdit(this))
{
    m_phone->setPlaceholderText(tr("(512) 555-0143"));
    m_email->setPlaceholderText(emailExample);
    m_zip->setPlaceholderText(QStringLiteral("78701"));
}

void PersonForm::addPersonRows(const FieldSpec &afterPhone)
{
    constexpr int kShare = 3;

    addRow({{tr("First name"), m_firstName, QStringLiteral("first_name")},
            {tr("Last name"), m_lastName, QStringLiteral("last_name")}});
    QList<FieldSpec> reach{{tr("Phone"), m_phone, QStringLiteral("phone_number"), kShare},
                           {tr("E-mail"), m_email, QStringLiteral("email"), kShare}};
    if (afterPhone.editor)
        reach.insert(1, afterPhone);
    addRow(reach);
}

FormDialog::FieldSpec PersonForm::zipField() const
{
    return {tr("ZIP code"), m_zip, QStringLiteral("zip_code")};
}

} // namespace pl::ui
