#pragma once

#include "models/domain/service.h"
#include "models/replica/sourcecommands.h"
#include "ui/widgets/formdialog.h"

class QLineEdit;
class QSpinBox;

namespace pl::ui {

class SourceKindList;

/// Adds or edits a source. Which fields it shows depends on the kind, which an existing source keeps.
class SourceForm : public FormDialog
{
    Q_OBJECT

public:
    explicit SourceForm(QWidget *parent);

    void openNew(const QList<Service> &services, const QString &currency);
    void openEdit(const LeadSource &source, const replica::SourceRules &rules, const QList<Service> &services,
                  const QString &currency);
    /// As it was when the form opened or was last rebased; none for a new source.
    const std::optional<LeadSource> &edited() const { return m_source; }
    const replica::SourceRules &editedRules() const { return m_rules; }
    /// Somebody else changed it in the meantime: untouched fields show the new values, typed ones are kept, and the
    /// next save is based on `now`.
    void rebase(const LeadSource &now, const replica::SourceRules &rules);

Q_SIGNALS:
    /// The form stays open and busy until saved() or showErrors().
    void submitted(const pl::replica::SourceWish &wish);

protected:
    void submit() override;
    bool changed() const override;

private:
    void build();
    void buildChoices();
    void open(const LeadSource &start, const replica::SourceRules &rules, const QList<Service> &services,
              const QString &currency);
    void fill(const replica::SourceWish &wish);
    void fillServices(const QString &chosen);
    void showFieldsOf();
    LeadSource shown() const;
    /// Without checks: what can't be read as an amount or a site stays as typed, in `m_cost` and `m_origins`.
    replica::SourceWish typed() const;
    Result<replica::SourceWish> checked() const;

    std::optional<LeadSource> m_source;
    replica::SourceRules m_rules;
    QList<Service> m_services;
    QString m_currency;
    replica::SourceWish m_before; ///< what the form held when it opened
    QString m_beforeTyped;        ///< the texts of cost and sites then
    SourceKindList *m_kind;
    QLineEdit *m_name;
    QComboBox *m_service;
    QComboBox *m_urgency;
    QLineEdit *m_cost;
    QSpinBox *m_perDay;
    QSpinBox *m_perMinute;
    QLineEdit *m_origins;
    QLineEdit *m_secret;
    QLineEdit *m_token;
};

} // namespace pl::ui
