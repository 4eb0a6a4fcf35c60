#pragma once

#include "ui/widgets/formdialog.h"

#include <QLineEdit>

namespace pl::ui {

/// What the forms for a lead and for a plumber have in common: the person's name and contact. Window-modal; if saving
/// fails, the dialog stays open with everything that was typed.
class PersonForm : public FormDialog
{
    Q_OBJECT

protected:
    PersonForm(const QString &emailExample, QWidget *parent);

    /// Adds the rows of name, phone and e-mail, with a small field between those two if there is one.
    void addPersonRows(const FieldSpec &afterPhone = {});
    FieldSpec zipField() const;
    QLineEdit &phoneField() const { return *m_phone; }
    QLineEdit &emailField() const { return *m_email; }

    template <class Row>
    void fillPerson(const Row &row, const QString &zipCode)
    {
        m_firstName->setText(row.firstName);
        m_lastName->setText(row.lastName);
        m_phone->setText(row.phoneNumber);
        m_email->setText(row.email);
        m_zip->setText(zipCode);
    }
    template <class Row>
    void readPerson(Row &row) const
    {
        row.firstName = m_firstName->text();
        row.lastName = m_lastName->text();
        row.phoneNumber = m_phone->text();
        row.email = m_email->text();
        row.zipCode = m_zip->text();
    }

private:
    QLineEdit *m_firstName;
    QLineEdit *m_lastName;
    QLineEdit *m_phone;
    QLineEdit *m_email;
    QLineEdit *m_zip;
};

} // namespace pl::ui
