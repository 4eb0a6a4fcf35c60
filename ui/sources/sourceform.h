#pragma once

#include "models/domain/contactfields.h"
#include "models/domain/service.h"
#include "models/replica/sourcecommands.h"
#include "ui/sources/signaturefields.h"
#include "ui/widgets/formdialog.h"

class QCheckBox;
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
    static constexpr int kMaxSourceName = 100;
    using Signature = std::optional<mapping::SignatureSettings>;

    void build();
    void buildChoices();
    void buildLimits();
    void openWith(const LeadSource &start, const replica::SourceRules &rules, const QList<Service> &services,
                  const QString &currency);
    void fill(const replica::SourceWish &wish, const Signature &signature);
    void fillServices(const QString &chosen);
    void rememberTyped();
    void presetChosen();
    void showFieldsOf();
    /// The source with what the form says about who sends.
    LeadSource shown() const;
    bool hasNewPreset() const;
    /// Its own, instead of the preset's.
    Signature signatureTyped() const;
    /// For the column `authentication`.
    Result<nlohmann::json> waysTyped() const;
    /// Without checks: what can't be read as an amount, a site or a signature stays as typed, in its fields.
    replica::SourceWish typed() const;
    void checkCost(replica::SourceWish &wish, FieldErrors &errors) const;
    void checkOrigins(replica::SourceWish &wish, FieldErrors &errors) const;
    Result<replica::SourceWish> checked() const;

    std::optional<LeadSource> m_source;
    replica::SourceRules m_rules;
    QList<Service> m_services;
    QString m_currency;
    replica::SourceWish m_before; ///< what the form held when it opened
    QString m_beforeTyped;        ///< the texts of cost and sites then
    Signature m_beforeSignature;
    SourceKindList *m_kind;
    QLineEdit *m_name;
    QComboBox *m_preset; ///< of an existing hook
    QComboBox *m_answer;
    PlainLabel *m_ownMapping = nullptr;
    QComboBox *m_service;
    QComboBox *m_urgency;
    QLineEdit *m_cost;
    QSpinBox *m_perDay;
    QSpinBox *m_perMinute;
    QLineEdit *m_origins;
    QLineEdit *m_secret;
    QLineEdit *m_token;
    QCheckBox *m_signs;
    SignatureFields m_signature;
};

} // namespace pl::ui
