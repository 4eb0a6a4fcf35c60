#pragma once

#include "models/domain/plumber.h"
#include "models/domain/service.h"
#include "ui/widgets/personform.h"

class QComboBox;
class QSpinBox;

namespace pl::ui {

class ServiceChecklist;

/// Adds or edits a plumber. Validates with Plumber::validated().
class PlumberForm : public PersonForm
{
    Q_OBJECT

public:
    explicit PlumberForm(QWidget *parent);

    void openNew(const QList<Service> &services);
    void openEdit(const Plumber &plumber, const QList<Service> &services);
    /// The row being edited, as it was when the dialog opened or was last rebased; none for a new plumber.
    const std::optional<Plumber> &editedPlumber() const { return m_plumber; }
    /// Somebody else changed the row in the meantime: untouched fields show the new values, typed ones are kept, and
    /// the next save is based on `now`.
    void rebase(const Plumber &now);

Q_SIGNALS:
    /// Validated and normalized. The dialog stays open and busy until saved() or showErrors().
    void submitted(const pl::Plumber &plumber);

protected:
    void submit() override;
    bool changed() const override;

private:
    void build();
    void fill(const Plumber &plumber);
    Plumber typed() const;

    std::optional<Plumber> m_plumber;
    QList<Service> m_known;
    Plumber m_before; ///< what the form held when it opened
    QSpinBox *m_radius;
    QSpinBox *m_cap;
    QComboBox *m_notifyBy;
    ServiceChecklist *m_services;
};

} // namespace pl::ui
