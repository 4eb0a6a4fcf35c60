#pragma once

#include "models/domain/dispatchsettings.h"
#include "ui/office/officecontext.h"
#include "ui/settings/settingspart.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace pl::ui {

class ProblemLabel;
class RehearsalPanel;
class StatePage;

/// Who gets a lead, for admins: how much each factor counts, what the server assigns automatically, how long a plumber
/// has to answer. Rules that are typed are rehearsed with the last month's leads.
/// Only "Save" saves.
class DispatchView : public QWidget, public SettingsPart
{
    Q_OBJECT

public:
    /// `context.dispatch` must not be null.
    explicit DispatchView(OfficeContext &context, QWidget *parent = nullptr);

    bool hasUnsavedChanges() const override;
    void saveChanges(const std::function<void()> &saved) override;
    void discardChanges() override;
    void focusFirst() override;

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildForm();
    void addWeights(QFormLayout *form);
    void addAutomatic(QFormLayout *form);
    void addAnswers(QFormLayout *form);
    QWidget *buildButtons();
    DispatchSettings typed() const;
    void put(const DispatchSettings &rules);
    void fill(const DispatchSettings &rules);
    void follow(const DispatchSettings &now);
    void edited();
    void showChanges();
    void rulesReceived();
    void save();

    OfficeContext &m_context;
    DispatchSettings m_seen; ///< the rules before the person's changes
    QStackedWidget *m_stack;
    StatePage *m_state;
    QWidget *m_form = nullptr;
    QList<QSpinBox *> m_weights;
    QCheckBox *m_card = nullptr;
    QList<QCheckBox *> m_automatic;
    QList<QSpinBox *> m_answers;
    RehearsalPanel *m_rehearsal = nullptr;
    ProblemLabel *m_problem = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_discard = nullptr;
    std::function<void()> m_afterSave;
    bool m_filling = false;
};

} // namespace pl::ui
