import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './dashboard/App';
import './dashboard/global.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root.');
createRoot(root).render(<StrictMode><App /></StrictMode>);
