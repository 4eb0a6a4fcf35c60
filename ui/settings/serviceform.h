#pragma once

#include "models/domain/officesettings.h"
#include "ui/widgets/formdialog.h"

class QComboBox;
class QLineEdit;

namespace pl::ui {

/// A service and its price, with a preview of what a lead of each urgency would cost. The name of an existing service
/// can't be changed: leads refer to it.
class ServiceForm : public FormDialog
{
    Q_OBJECT

public:
    explicit ServiceForm(QWidget *parent);

    void openNew(const QList<Service> &known, const OfficeSettings &rules);
    void openEdit(const Service &service, const QList<Service> &known, const OfficeSettings &rules);
    /// The service before the person's changes; none for a new one.
    const std::optional<Service> &edited() const { return m_service; }

Q_SIGNALS:
    void submitted(const pl::Service &wanted);

protected:
    void submit() override;
    bool changed() const override;

private:
    using QDialog::open;
    void open(const Service &start, const QList<Service> &known, const OfficeSettings &rules);
    void preview();
    QString wrongPrice(qint64 cents) const;

    std::optional<Service> m_service;
    OfficeSettings m_rules;
    QString m_before;
    PlainLabel *m_preview;
    QLineEdit *m_name;
    QComboBox *m_category;
    QLineEdit *m_price;
};

} // namespace pl::ui
