#pragma once

#include "models/domain/statement.h"
#include "ui/office/billingcontext.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/formdialog.h"

class QComboBox;

namespace pl::ui {

/// Makes a plumber's monthly statement: asks for the plumber, the month and the format, shows the totals, and asks
/// where to save it.
class StatementForm : public FormDialog
{
    Q_OBJECT

public:
    StatementForm(OfficeContext &context, BillingContext &billing, QWidget *parent);

    void openFor(const QUuid &plumberId, QDate month);

Q_SIGNALS:
    void fileSaved(const QString &path);

protected:
    void submit() override;
    bool changed() const override { return false; }

private:
    void fillChoices(const QUuid &plumberId, QDate month);
    Statement chosen() const;
    OfficeIdentity issuer() const;
    void summarize();
    void save(const QString &path, bool pdf);

    OfficeContext &m_context;
    BillingContext &m_billing;
    PlainLabel *m_summary;
    QComboBox *m_plumber;
    QComboBox *m_month;
    QComboBox *m_format;
};

} // namespace pl::ui
