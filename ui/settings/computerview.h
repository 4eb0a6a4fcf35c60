#pragma once

#include "ui/office/officecontext.h"
#include "ui/settings/autostart.h"
#include "ui/settings/settingspart.h"
#include "ui/style/theme.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QSlider;

namespace pl::ui {

/// This computer, for everybody: how the window looks, what it announces, whether it starts with the system, when it
/// locks, where its data is, and forgetting the server. What is chosen applies at once and stands in the settings:
/// "alerts/messages", "alerts/volume" (0 to 100), "alerts/sound/day", "…/week" and "…/month", "alerts/newLeads",
/// "alerts/badge", "lock/afterMinutes" (0: never), "copy/onDisk", and Theme's.
class ComputerView : public QWidget, public SettingsPart
{
    Q_OBJECT

public:
    /// `context` and `theme` must outlive the view.
    ComputerView(OfficeContext &context, Theme &theme, QWidget *parent = nullptr,
                 const Autostart &autostart = Autostart());

    void focusFirst() override;

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    void lockWanted();
    /// The person wants this computer to forget the server.
    void forgetWanted();
    /// The person wants to see what a newer version brings.
    void newVersionWanted();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void addAppearance(QFormLayout *form);
    void addAlerts(QFormLayout *form);
    void addStart(QFormLayout *form);
    void addLock(QFormLayout *form);
    void addServer(QFormLayout *form);
    void addData(QFormLayout *form);
    void addUpdates(QFormLayout *form);
    QComboBox *addChoice(QFormLayout *form, const char *name, const QString &label,
                         const QList<std::pair<QString, int>> &choices, int chosen,
                         const std::function<void(int)> &choose);
    QCheckBox *addSwitch(QFormLayout *form, const char *name, const QString &text, const QString &key);
    void addVolume(QFormLayout *form);
    void setAutostart(bool on);
    void confirmForget();
    QString dataFolder() const;
    void openDataFolder();

    OfficeContext &m_context;
    Theme &m_theme;
    Autostart m_autostart;
    QComboBox *m_appearance = nullptr;
    QCheckBox *m_start = nullptr;
};

} // namespace pl::ui
