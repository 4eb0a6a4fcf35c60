#pragma once

#include <QObject>

namespace pl::ui {

/// Whether the system's appearance is dark. Which .cpp is built depends on the platform.
class SystemScheme : public QObject
{
    Q_OBJECT

public:
    explicit SystemScheme(QObject *parent = nullptr);
    bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private:
    void take(bool dark);
    bool m_dark = false;
};

} // namespace pl::ui
